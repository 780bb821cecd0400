package dev.cartwright.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A line for machines: one JSON object with `time`, `message`, `logger_name`, `level`, then the
/// event's own fields.
///
/// There is a line for every request, so this writes text and builds no tree of objects.
final class JsonEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = new byte[0];
    private static final int USUAL_LENGTH = 320;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int MICROS_PER_SECOND = 1_000_000;

    private volatile Second second = Second.of(0);

    /// Many lines are of the same second.
    ///
    /// @param text `2026-01-02T03:04:05.`
    private record Second(long epoch, String text) {
        static Second of(long epoch) {
            String text = Instant.ofEpochSecond(epoch).toString();
            return new Second(epoch, text.substring(0, text.length() - 1) + ".");
        }
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringBuilder(USUAL_LENGTH);
        line.append("{\"time\":\"");
        time(line, event.getInstant());
        line.append("\",\"message\":");
        string(line, event.getFormattedMessage());
        field(line, "logger_name", event.getLoggerName());
        field(line, "level", event.getLevel().toString());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> field(line, pair.key, pair.value));
        }
        event.getMDCPropertyMap().forEach((name, value) -> field(line, name, value));
        if (event.getThrowableProxy() != null) {
            field(line, "stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.append("}\n").toString().getBytes(UTF_8);
    }

    /// To the microsecond, in UTC.
    private void time(StringBuilder line, Instant instant) {
        Second current = second;
        if (current.epoch != instant.getEpochSecond()) {
            current = Second.of(instant.getEpochSecond());
            second = current;
        }
        int micros = instant.getNano() / NANOS_PER_MICRO;
        line.append(current.text).append(MICROS_PER_SECOND + micros).append('Z');
        line.deleteCharAt(line.length() - "1000000Z".length()); // the 1 that keeps leading zeros
    }

    private static void field(StringBuilder line, String name, @Nullable Object value) {
        line.append(',');
        string(line, name);
        line.append(':');
        switch (value) {
            case null -> line.append("null");
            case Integer number -> line.append(number.intValue());
            case Long number -> line.append(number.longValue());
            case Boolean truth -> line.append(truth.booleanValue());
            default -> string(line, value.toString());
        }
    }

    private static void string(StringBuilder line, String text) {
        line.append('"');
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                line.append(text, done, i);
                escape(line, c);
                done = i + 1;
            }
        }
        line.append(text, done, text.length()).append('"');
    }

    private static void escape(StringBuilder line, char c) {
        switch (c) {
            case '"', '\\' -> line.append('\\').append(c);
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> line.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
