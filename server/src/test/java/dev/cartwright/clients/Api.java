package dev.cartwright.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Sessions API as a test asks it, to see what a client brought about.
final class Api implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final String authorization;

    Api(URI address, RunningServer.Key key) {
        this.address = address;
        byte[] pair = (key.key() + ":" + key.secret()).getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /// The elements of a list of up to 1000.
    List<JsonNode> list(String query) {
        var all = new ArrayList<JsonNode>();
        answer("GET", "/sessions?per_page=1000&" + query).forEach(all::add);
        return all;
    }

    List<String> keys(String query) {
        return list(query).stream().map(element -> element.get("cart_key").stringValue()).toList();
    }

    int status(String cartKey) {
        return send("GET", "/session/" + cartKey).statusCode();
    }

    void restoreAll() {
        keys("status=trash").forEach(key -> answer("POST", "/session/" + key + "/restore"));
    }

    JsonNode get(String path) {
        return answer("GET", path);
    }

    /// What a successful POST answers.
    ///
    /// @param json the body
    JsonNode post(String path, String json) {
        HttpResponse<String> response = send("POST", path, BodyPublishers.ofString(json));
        if (response.statusCode() >= 300) {
            throw new AssertionError(path + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private JsonNode answer(String method, String path) {
        HttpResponse<String> response = send(method, path);
        if (response.statusCode() != 200) {
            throw new AssertionError(method + " " + path + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path) {
        return send(method, path, BodyPublishers.noBody());
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/wp-json/cocart/v2" + path))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
