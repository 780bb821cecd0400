package dev.cartwright.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sets up the program's log: one line an event on standard error, written by a thread of its own;
/// see [BatchAppender]. [#close] writes what is still queued.
public final class Logging implements AutoCloseable {
    /// Set by the launcher, since a program cannot ask about standard error alone.
    private static final String TERMINAL = "cartwright.terminal";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final OutputStream out;
    private @Nullable BatchAppender appender;

    /// @param out where lines go; left open
    public Logging(OutputStream out) {
        this.out = out;
    }

    /// Sets it up, in place of what was set up before.
    public void start(LogFormat format, LogLevel level) {
        close();
        context.reset();
        bridge(context);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.level());
        appender = appender(context, encoder(context, format), out);
        root.addAppender(appender);
        if (level.level().isGreaterOrEqual(Level.INFO)) {
            quieten(context);
        }
    }

    @Override
    public void close() {
        BatchAppender open = appender;
        if (open != null) {
            open.stop(); // writes what is in it, whatever the context would do
            appender = null;
        }
        context.stop();
    }

    /// Lines of libraries that tell an operator nothing.
    private static void quieten(LoggerContext context) {
        for (String library :
                new String[] {
                    "io.helidon",
                    "org.flywaydb",
                    "com.zaxxer.hikari",
                    "org.sqlite",
                    "com.github.shyiko"
                }) {
            context.getLogger(library).setLevel(Level.WARN);
        }
        // a trace for each head of a request that is none
        context.getLogger("io.helidon.webserver.http1.Http1Connection").setLevel(Level.ERROR);
        // texts of a database, which hold values; what matters of them, we tell ourselves
        context.getLogger("org.mariadb.jdbc").setLevel(Level.ERROR);
        context.getLogger("com.github.kagkarlsson").setLevel(Level.OFF);
    }

    private static void bridge(LoggerContext context) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var levels = new LevelChangePropagator(); // else the JDK's logger formats what is dropped
        levels.setContext(context);
        levels.setResetJUL(true);
        levels.start();
        context.addListener(levels);
    }

    private static BatchAppender appender(
            LoggerContext context, Encoder<ILoggingEvent> encoder, OutputStream out) {
        var redacting = new RedactingEncoder(encoder);
        redacting.setContext(context);
        redacting.start();
        var appender = new BatchAppender(redacting, out);
        appender.setContext(context);
        appender.setName("batch");
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        boolean text = format == LogFormat.TEXT || format == LogFormat.AUTO && terminal();
        var encoder = text ? new TextEncoder() : new JsonEncoder();
        encoder.setContext(context);
        return encoder;
    }

    private static boolean terminal() {
        return Boolean.getBoolean(TERMINAL);
    }
}
