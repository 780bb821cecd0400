package dev.cartwright;

import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.Seldom;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What work in the background says when it fails and is tried again. While a database is down that
/// is several times a second, so it gets a short line now and then.
final class Setbacks implements Consumer<RuntimeException> {
    private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);

    private final String what;
    private final Seldom seldom;

    /// @param what `could not look for changed keys`
    Setbacks(String what, InstantSource clock) {
        this.what = what;
        this.seldom = new Seldom(clock);
    }

    @Override
    public void accept(RuntimeException failure) {
        if (!(failure instanceof Outage) && !(failure instanceof InDoubt)) {
            LOG.warn(what, failure);
            return;
        }
        LOG.debug(what, failure);
        seldom.due()
                .ifPresent(
                        silent ->
                                LOG.warn(
                                        "{}: {} ({} more since the last such line)",
                                        what,
                                        failure.getMessage(),
                                        silent));
    }
}
