package dev.cartwright.http;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// One line for each request. It names the route's pattern and the names of parameters, never a
/// path, a value or a header: those may hold keys, secrets and e-mail addresses.
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.cartwright.access");
    private static final int MAX_NAMES = 20;
    private static final int MAX_NAME_LENGTH = 20;
    private static final long NANOS_PER_MICRO = 1000;

    /// @param keyId of the key whose secret was right; 0 when there was none
    record Line(
            String id,
            String method,
            String route,
            List<FormPair> query,
            int status,
            long bytes,
            long nanos,
            long keyId,
            String peer) {}

    void write(Line line) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        LoggingEventBuilder event =
                LOG.atInfo()
                        .addKeyValue("request_id", line.id)
                        .addKeyValue("method", line.method)
                        .addKeyValue("route", line.route)
                        .addKeyValue("status", line.status)
                        .addKeyValue("bytes", line.bytes)
                        .addKeyValue("micros", line.nanos / NANOS_PER_MICRO)
                        .addKeyValue("peer", line.peer);
        if (!line.query.isEmpty()) {
            event = event.addKeyValue("parameters", names(line.query));
        }
        if (line.keyId != 0) {
            event = event.addKeyValue("key_id", line.keyId);
        }
        event.log("request");
    }

    private static String names(List<FormPair> query) {
        var names = new StringBuilder();
        for (int i = 0; i < Math.min(query.size(), MAX_NAMES); i++) {
            names.append(i == 0 ? "" : ",").append(harmless(query.get(i).name()));
        }
        return names.toString();
    }

    /// Names of ours are short words; anything else may be a value in the wrong place.
    private static String harmless(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            return "?";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && c != '_' && c != '[' && c != ']') {
                return "?";
            }
        }
        return name;
    }
}
