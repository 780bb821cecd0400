package dev.cartwright.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/// What the logging library finds instead of looking for files: nothing is written before
/// [Logging#start], and no time is spent on the search.
public final class QuietStart extends ContextAwareBase implements Configurator {
    /// Called by the service loader.
    public QuietStart() {}

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
