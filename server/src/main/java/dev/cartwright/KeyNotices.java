package dev.cartwright;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.job.UnusedKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells in the log which keys end because nobody uses them.
final class KeyNotices implements UnusedKeys.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(KeyNotices.class);

    @Override
    public void noticed(ConsumerKey key, int days) {
        LOG.atWarn()
                .addKeyValue("key", key.id())
                .addKeyValue("ending", key.truncatedKey())
                .addKeyValue("days", days)
                .log("a key will be disabled unless it is used");
    }

    @Override
    public void disabled(ConsumerKey key) {
        LOG.atWarn()
                .addKeyValue("key", key.id())
                .addKeyValue("ending", key.truncatedKey())
                .log("a key is disabled, since it is unused");
    }
}
