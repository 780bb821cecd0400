package dev.cartwright.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/// Lets another encoder write the whole line, exceptions with their causes too, and masks that.
final class RedactingEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = new byte[0];
    private static final List<String> NO_FIELDS = List.of();

    /// The only field whose value may look like a key.
    private static final String REQUEST_ID = "request_id";

    /// Guests' cart keys are two digits shorter.
    private static final Pattern NGINX_ID = Pattern.compile("[0-9a-f]{32}");

    private final Encoder<ILoggingEvent> encoder;

    RedactingEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] line = encoder.encode(event);
        if (!Suspicion.in(line)) {
            return line;
        }
        String text = new String(line, UTF_8);
        String masked = mask(text, requestId(event));
        return masked.equals(text) ? line : masked.getBytes(UTF_8);
    }

    private static String mask(String text, @Nullable String id) {
        for (String field : id == null ? NO_FIELDS : fields(id)) {
            int at = text.indexOf(field);
            if (at >= 0) {
                String behind = text.substring(at + field.length());
                return Redaction.mask(text.substring(0, at)) + field + Redaction.mask(behind);
            }
        }
        return Redaction.mask(text);
    }

    /// As JSON and as text write them.
    private static List<String> fields(String id) {
        return List.of(
                "\"%s\":\"%s\"".formatted(REQUEST_ID, id), " %s=%s".formatted(REQUEST_ID, id));
    }

    /// What nginx calls its requests, which looks like an old cart key. Null for any other kind of
    /// name: those need no leave, or get none.
    private static @Nullable String requestId(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return null;
        }
        for (KeyValuePair pair : pairs) {
            boolean named = pair.key.equals(REQUEST_ID);
            if (named && pair.value instanceof String id && NGINX_ID.matcher(id).matches()) {
                return id;
            }
        }
        return null;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public void start() {
        encoder.start();
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        encoder.stop();
    }
}
