package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fifty planted secrets and e-mail addresses take every way into the server; none comes out again
/// in the log, the figures or the answer to somebody who was refused.
class SecretsNowhereTest {
    private static final String SESSIONS = "/wp-json/cocart/v2/sessions";
    private static final int EACH = 10;

    @TempDir Path directory;

    private final List<String> planted = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void nothingPlantedComesOut(String format) throws IOException {
        var running =
                new RunningServer(directory, Map.of("log-format", format, "log-level", "debug"));
        NewKey key;
        try (running) {
            key = running.newKey(Permission.READ);
            plant(running, key);
            answers.add(running.send(running.request("/metrics")).body());
        }
        planted.add(key.consumerKey());
        planted.add(key.consumerSecret());
        assertThat(planted).hasSizeGreaterThanOrEqualTo(50);
        assertThat(running.log()).isNotEmpty().doesNotContain(planted);
        assertThat(String.join("\n", answers)).doesNotContain(planted);
    }

    private void plant(RunningServer running, NewKey key) throws IOException {
        var random = new Random(20_261_122);
        for (int i = 0; i < EACH; i++) {
            String consumerKey = secret(random, "ck_", 40);
            String consumerSecret = secret(random, "cs_", 40);
            String email = secret(random, "shopper", 8) + "@mail.example.org";
            String guest = secret(random, "t_", 30);
            String password = secret(random, "hunter", 12);
            inQuery(running, consumerKey, consumerSecret, email);
            inPath(running, key, guest, consumerSecret);
            inHeaders(running, consumerKey, consumerSecret, email, password);
            inBody(running, key, consumerSecret, email, guest);
            broken(running, consumerSecret, password);
        }
    }

    private void inQuery(RunningServer running, String key, String secret, String email)
            throws IOException {
        String login = "consumer_key=" + key + "&consumer_secret=" + secret;
        ask(running.request(SESSIONS + "?" + login + "&email=" + email), running);
        ask(running.request(SESSIONS + "?" + secret + "=" + email), running);
        ask(
                running.request(SESSIONS + "?oauth_consumer_key=" + key + "&oauth_token=" + secret),
                running);
        ask(running.request("/?rest_route=/" + secret + "/" + key), running);
    }

    private void inPath(RunningServer running, NewKey key, String guest, String secret)
            throws IOException {
        String login = RunningServer.basic(key);
        ask(
                running.request("/wp-json/cocart/v2/session/" + guest)
                        .header("Authorization", login),
                running);
        ask(
                running.request("/wp-json/" + secret + "/" + guest).header("Authorization", login),
                running);
        ask(
                running.request(SESSIONS + "?per_page=" + secret).header("Authorization", login),
                running);
        ask(running.request(SESSIONS + "?cursor=" + guest).header("Authorization", login), running);
    }

    private void inHeaders(
            RunningServer running, String key, String secret, String email, String password)
            throws IOException {
        ask(
                running.request(SESSIONS).header("Authorization", RunningServer.basic(key, secret)),
                running);
        ask(running.request(SESSIONS).header("Authorization", "Basic " + secret), running);
        ask(running.request(SESSIONS).header("Authorization", "Bearer " + password), running);
        ask(
                running.request(SESSIONS).header("X-Password", password).header("From", email),
                running);
        ask(running.request(SESSIONS).header("X-Request-Id", "id with " + email), running);
        ask(
                running.request(SESSIONS).header("Origin", "https://" + password + ".example"),
                running);
    }

    private void inBody(
            RunningServer running, NewKey key, String secret, String email, String guest)
            throws IOException {
        String login = RunningServer.basic(key);
        for (String body :
                List.of(
                        "{\"keys\":[\"" + guest + "\"],\"email\":\"" + email + "\"}",
                        "{\"broken\":\"" + secret + "\"",
                        secret + email)) {
            ask(
                    running.request(SESSIONS)
                            .method("DELETE", HttpRequest.BodyPublishers.ofString(body))
                            .header("Content-Type", "application/json")
                            .header("Authorization", login),
                    running);
        }
    }

    /// What is no HTTP at all.
    private static void broken(RunningServer running, String secret, String password)
            throws IOException {
        for (String text :
                List.of(
                        secret + " " + password + "\r\n\r\n",
                        "GET /" + secret + "\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                        "GET / HTTP/1.1\r\n" + secret + "\r\n\r\n",
                        "GET / HTTP/9.9\r\nAuthorization: Basic " + password + "\r\n\r\n")) {
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), running.address.getPort())) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (SocketException _) { // hung up on, which is an answer too
            }
        }
    }

    /// The headers are looked at too, but for the Origin, which CORS wants echoed.
    private void ask(HttpRequest.Builder request, RunningServer running) throws IOException {
        var answer = running.send(request);
        assertThat(answer.statusCode()).isLessThan(500);
        answers.add(answer.body());
        answer.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!name.equalsIgnoreCase("access-control-allow-origin")) {
                                answers.addAll(values);
                            }
                        });
    }

    private String secret(Random random, String start, int length) {
        var text = new StringBuilder(start);
        for (int i = 0; i < length; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        planted.add(text.toString());
        return text.toString();
    }
}
