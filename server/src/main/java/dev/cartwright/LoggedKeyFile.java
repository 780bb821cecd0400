package dev.cartwright;

import dev.cartwright.access.KeyFile;
import dev.cartwright.access.KeyFileException;
import dev.cartwright.access.KeyFileWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log what became of a changed key file.
final class LoggedKeyFile implements KeyFileWatch.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedKeyFile.class);

    @Override
    public void taken(KeyFile file) {
        LOG.atInfo().addKeyValue("entries", file.ids()).log("took over a changed key file");
    }

    @Override
    public void refused(KeyFileException why) {
        LOG.warn("the changed key file is not taken over: {}", why.getMessage());
    }
}
