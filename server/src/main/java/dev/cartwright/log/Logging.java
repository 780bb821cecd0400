package dev.cartwright.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.OutputStream;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import net.logstash.logback.fieldnames.LogstashCommonFieldNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sets up the program's log: one line an event on standard error, written by a thread of its own.
///
/// When the reader of the log is too slow, lines below a warning are dropped before the shop has to
/// wait; warnings and errors never are. [#close] writes what is still queued.
public final class Logging implements AutoCloseable {
    /// Set by the launcher, since a program cannot ask about standard error alone.
    private static final String TERMINAL = "cartwright.terminal";

    private static final int QUEUE = 8192;
    private static final int FLUSH_MILLIS = 5000;
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final OutputStream out;
    private @Nullable AsyncAppender queue;

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
        queue = asynchronous(context, toStream(context, encoder(context, format), out));
        root.addAppender(queue);
        if (level.level().isGreaterOrEqual(Level.INFO)) {
            quieten(context);
        }
    }

    @Override
    public void close() {
        AsyncAppender open = queue;
        if (open != null) {
            open.stop(); // writes what is in it; stopping the context alone loses that
            queue = null;
        }
        context.stop();
    }

    /// Lines of libraries that tell an operator nothing.
    private static void quieten(LoggerContext context) {
        for (String library :
                new String[] {"io.helidon", "org.flywaydb", "com.zaxxer.hikari", "org.sqlite"}) {
            context.getLogger(library).setLevel(Level.WARN);
        }
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

    private static AsyncAppender asynchronous(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> target) {
        var appender = new AsyncAppender();
        appender.setContext(context);
        appender.setName("asynchronous");
        appender.setQueueSize(QUEUE);
        appender.setMaxFlushTime(FLUSH_MILLIS);
        appender.addAppender(target);
        appender.start();
        return appender;
    }

    private static OutputStreamAppender<ILoggingEvent> toStream(
            LoggerContext context, Encoder<ILoggingEvent> encoder, OutputStream out) {
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("stream");
        var redacting = new RedactingEncoder(encoder);
        redacting.setContext(context);
        redacting.start();
        appender.setEncoder(redacting);
        appender.setOutputStream(new Unclosed(out));
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        return switch (format) {
            case TEXT -> text(context);
            case JSON -> json(context);
            case AUTO -> terminal() ? text(context) : json(context);
        };
    }

    private static boolean terminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var encoder = new TextEncoder();
        encoder.setContext(context);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        var encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.setTimeZone("UTC");
        var names = new LogstashFieldNames();
        names.setTimestamp("time");
        names.setVersion(LogstashCommonFieldNames.IGNORE_FIELD_INDICATOR);
        names.setLevelValue(LogstashCommonFieldNames.IGNORE_FIELD_INDICATOR);
        names.setThread(LogstashCommonFieldNames.IGNORE_FIELD_INDICATOR);
        encoder.setFieldNames(names);
        return encoder;
    }
}
