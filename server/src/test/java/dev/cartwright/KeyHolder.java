package dev.cartwright;

import dev.cartwright.access.NewKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Somebody with a consumer key, who calls a server over HTTP.
record KeyHolder(RunningServer server, String key, String secret) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static KeyHolder of(RunningServer server, NewKey made) {
        return new KeyHolder(server, made.consumerKey(), made.consumerSecret());
    }

    /// @param made what making or rolling a key answered
    static KeyHolder of(RunningServer server, JsonNode made) {
        return new KeyHolder(
                server,
                made.path("consumer_key").asString(),
                made.path("consumer_secret").asString());
    }

    /// @param body a missing node where there is none
    record Answer(HttpResponse<String> response, JsonNode body) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        String code() {
            return body.path("code").asString();
        }

        String reason() {
            return body.path("data").path("reason").asString();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /// For a test to go on with.
        Answer wanted(int status) {
            if (status() != status) {
                throw new AssertionError("answered %d: %s".formatted(status(), text()));
            }
            return this;
        }
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer post(String path, String body) {
        return call("POST", path, body);
    }

    Answer patch(String path, String body) {
        return call("PATCH", path, body);
    }

    Answer delete(String path) {
        return call("DELETE", path, null);
    }

    /// @param path behind `/wp-json/cocart/v2/`
    private Answer call(String method, String path, @Nullable String body) {
        BodyPublisher sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        try {
            HttpResponse<String> response =
                    server.send(
                            server.request("/wp-json/cocart/v2/" + path)
                                    .method(method, sent)
                                    .header("Authorization", RunningServer.basic(key, secret))
                                    .header("Content-Type", "application/json"));
            String text = response.body();
            return new Answer(
                    response, text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
