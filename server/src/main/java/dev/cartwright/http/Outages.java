package dev.cartwright.http;

import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import dev.cartwright.outage.Seldom;
import dev.cartwright.wire.ApiErrors;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers for what is missing outside of this program. While it lasts, every request meets it: so
/// the log gets a line now and then, with the number of those that had none.
final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private final Seldom seldom;

    Outages(InstantSource clock) {
        seldom = new Seldom(clock);
    }

    Response answer(Outage outage, String pattern) {
        note(outage, pattern);
        return Response.error(ApiErrors.unreachable(outage.getMessage()))
                .with("Retry-After", Long.toString(outage.retryAfterSeconds()));
    }

    /// Without `Retry-After`, which clients take for leave to ask again unseen.
    Response answer(InDoubt doubt, String pattern) {
        note(doubt, pattern);
        return Response.error(ApiErrors.inDoubt(doubt.getMessage()));
    }

    Response answer(ReadOnly missing) {
        LOG.debug("a write was refused", missing);
        return Response.error(ApiErrors.readOnly(missing.getMessage()));
    }

    private void note(RuntimeException outage, String pattern) {
        LOG.debug("outage on {}", pattern, outage);
        seldom.due()
                .ifPresent(
                        silent ->
                                LOG.warn(
                                        "answered 503 on {}: {} ({} more since the last such line)",
                                        pattern,
                                        outage.getMessage(),
                                        silent));
    }
}
