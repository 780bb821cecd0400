package dev.cartwright.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One request and what the recorded plugin answered.
///
/// @param note for odd rows: the row that was put into the table first
/// @param tls whether it came over https
/// @param body of the request, empty for none
/// @param answer null when it was not JSON
record Exchange(
        String name,
        Instant at,
        String note,
        String method,
        String path,
        boolean tls,
        Map<String, String> headers,
        String body,
        int status,
        JsonNode answer) {
    private static final JsonMapper JSON = new JsonMapper();

    /// In the order of the file, but successful deletions first among those of one second, since
    /// the file orders these by name.
    static List<Exchange> read(String file) {
        var all = new ArrayList<Exchange>();
        text("/recorded/" + file).lines().map(JSON::readTree).map(Exchange::of).forEach(all::add);
        all.sort(
                Comparator.comparing(Exchange::at)
                        .thenComparing(exchange -> exchange.deleted() ? 0 : 1));
        return all;
    }

    static JsonNode json(String resource) {
        return JSON.readTree(text("/recorded/" + resource));
    }

    static InputStream open(String resource) {
        return Objects.requireNonNull(Exchange.class.getResourceAsStream(resource), resource);
    }

    private static String text(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it took a cart away there.
    private boolean deleted() {
        return answer.isString() && answer.stringValue().equals("Session successfully deleted!");
    }

    private static Exchange of(JsonNode line) {
        JsonNode request = line.path("request");
        var headers = new LinkedHashMap<String, String>();
        request.path("headers")
                .propertyStream()
                .forEach(header -> headers.put(header.getKey(), header.getValue().asString()));
        JsonNode note = line.path("note");
        JsonNode body = request.path("body");
        return new Exchange(
                line.path("name").asString(),
                Instant.parse(line.path("recorded_at").asString()),
                note.isString() ? note.stringValue() : "",
                request.path("method").asString(),
                request.path("path").asString(),
                request.path("https_flag").asBoolean(),
                headers,
                body.isString() ? body.stringValue() : "",
                line.path("response").path("status").asInt(),
                line.path("response").path("body"));
    }
}
