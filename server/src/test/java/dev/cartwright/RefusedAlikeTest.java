package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing in an answer tells an unknown key from a wrong secret, with limits and without.
class RefusedAlikeTest {
    private static final String UNKNOWN = "ck_" + "0".repeat(40);
    private static final String WRONG = "cs_" + "0".repeat(40);
    private static final int TRIES = 4;

    @TempDir Path directory;

    @Test
    void anUnknownKeyAndAWrongSecretAreAnsweredByteByByteAlike() throws IOException {
        alike(Map.of("failed-logins-limit", "0"));
    }

    /// Each kind is asked as often by a server of its own, until the limit is met and beyond.
    @Test
    void theLimitTellsNothingEither() throws IOException {
        alike(Map.of("failed-logins-limit", "2"));
    }

    private void alike(Map<String, String> flags) throws IOException {
        NewKey known;
        try (var running = new RunningServer(directory, flags)) {
            known = running.newKey(Permission.READ);
        }
        List<List<Object>> unknown = refusals(UNKNOWN, flags);
        List<List<Object>> wrong = refusals(known.consumerKey(), flags);
        assertThat(wrong).isEqualTo(unknown);
    }

    private List<List<Object>> refusals(String key, Map<String, String> flags) throws IOException {
        var answers = new ArrayList<List<Object>>();
        try (var running = new RunningServer(directory, flags)) {
            for (int i = 0; i < TRIES; i++) {
                for (String path : List.of("sessions", "session/x", "keys", "whoami")) {
                    String url = "/wp-json/cocart/v2/" + path;
                    String login = "consumer_key=" + key + "&consumer_secret=" + WRONG;
                    answers.add(seen(running, running.request(url + "?" + login)));
                    answers.add(
                            seen(
                                    running,
                                    running.request(url)
                                            .header(
                                                    "Authorization",
                                                    RunningServer.basic(key, WRONG))));
                }
            }
        }
        return answers;
    }

    /// All but what differs between any two answers; how long to wait depends on the moment.
    private static List<Object> seen(RunningServer running, HttpRequest.Builder request)
            throws IOException {
        HttpResponse<String> answer = running.send(request);
        var headers = new TreeMap<>(answer.headers().map());
        for (String name :
                List.of(
                        "date",
                        "cocart-timestamp",
                        "x-request-id",
                        "retry-after",
                        "ratelimit-reset",
                        "ratelimit")) {
            headers.remove(name);
        }
        String port = ":" + running.address.getPort();
        headers.replaceAll((_, all) -> all.stream().map(one -> one.replace(port, "")).toList());
        String body = answer.body().replaceAll("\"server_time\":\"[^\"]*\"", "");
        return List.of(answer.statusCode(), headers, body);
    }
}
