package dev.cartwright.http;

import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import dev.cartwright.wire.ApiErrors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers for what is missing outside of this program. While it lasts, every request meets it: so
/// the log gets a line now and then, with the number of those that had none.
final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);
    private final AtomicLong silent = new AtomicLong();

    Outages(InstantSource clock) {
        this.clock = clock;
    }

    Response answer(Outage outage, String pattern) {
        note(outage, pattern);
        return Response.error(ApiErrors.unreachable(outage.getMessage()))
                .with("Retry-After", Long.toString(outage.retryAfterSeconds()));
    }

    Response answer(ReadOnly missing) {
        LOG.debug("a write was refused", missing);
        return Response.error(ApiErrors.readOnly(missing.getMessage()));
    }

    private void note(Outage outage, String pattern) {
        LOG.debug("outage on {}", pattern, outage);
        Instant now = clock.instant();
        Instant due = next.get();
        if (now.isBefore(due) || !next.compareAndSet(due, now.plus(LINE_EVERY))) {
            silent.incrementAndGet();
            return;
        }
        LOG.warn(
                "answered 503 on {}: {} ({} more since the last such line)",
                pattern,
                outage.getMessage(),
                silent.getAndSet(0));
    }
}
