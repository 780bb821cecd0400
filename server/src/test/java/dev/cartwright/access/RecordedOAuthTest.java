package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Authentication.Incomplete;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authentication.Rejected;
import dev.cartwright.access.Credentials.OAuth;
import dev.cartwright.access.Credentials.OAuth.Parameter;
import dev.cartwright.access.ImportKeys.PlainKey;
import dev.cartwright.event.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// OAuth requests as real clients sent them to a real WooCommerce.
class RecordedOAuthTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern HEADER_PARAMETER =
            Pattern.compile("(oauth_[a-z_-]*)=\"([^\"]*)\"");

    @Test
    void everyRecordedRequestGetsItsVerdict() {
        var verdicts = new LinkedHashMap<String, Authentication>();
        for (String line : text("oauth.jsonl").lines().toList()) {
            JsonNode recorded = JSON.readTree(line);
            verdicts.put(recorded.get("name").asString(), verdict(recorded));
        }
        for (String name :
                List.of(
                        "oauth_query_sha1_ok",
                        "oauth_header_sha256_ok",
                        "oauth_query_with_extra_params",
                        "oauth_on_https_flag")) {
            assertThat(verdicts.get(name)).as(name).isInstanceOf(Granted.class);
        }
        assertThat(verdicts)
                .hasSize(11)
                .containsEntry("oauth_query_replayed_nonce", new Rejected(Reason.NONCE_USED))
                .containsEntry("oauth_bad_signature", new Rejected(Reason.WRONG_CREDENTIALS))
                .containsEntry("oauth_unknown_key", new Rejected(Reason.WRONG_CREDENTIALS))
                .containsEntry("oauth_wrong_secret", new Rejected(Reason.WRONG_CREDENTIALS))
                .containsEntry("oauth_write_only_key_get", new Rejected(Reason.MAY_NOT_READ))
                .containsEntry("oauth_missing_nonce", new Incomplete(List.of("oauth_nonce")))
                .containsEntry(
                        "oauth_missing_two",
                        new Incomplete(List.of("oauth_nonce", "oauth_signature")));
    }

    private static Authentication verdict(JsonNode recorded) {
        Instant at = Instant.parse(recorded.get("recorded_at").asString());
        ConsumerKeys keys = keys(InstantSource.fixed(at));
        OAuth request = request(recorded.get("request"));
        if (recorded.get("name").asString().equals("oauth_query_replayed_nonce")) {
            assertThat(keys.authenticate(request, Permission.READ, "")).isInstanceOf(Granted.class);
        }
        return ConsumerKeysTest.bare(keys.authenticate(request, Permission.READ, ""));
    }

    private static ConsumerKeys keys(InstantSource clock) {
        var store = new InMemoryConsumerKeyStore(clock);
        var rows = new ArrayList<PlainKey>();
        for (JsonNode key : JSON.readTree(text("fixtures.json")).get("keys")) {
            rows.add(
                    new PlainKey(
                            0,
                            KeyHash.of(key.get("ck").asString()),
                            key.get("cs").asString(),
                            key.get("permissions").asString(),
                            1,
                            "recorded",
                            KeyHash.truncated(key.get("ck").asString()),
                            null));
        }
        SecretSealing sealing = TestSealing.sealing();
        new ImportKeys(store, sealing, clock).importAll(rows, Actor.IMPORT);
        var keys =
                new ConsumerKeys(
                        store,
                        new InMemoryUserStore(),
                        sealing,
                        new SecureRandom(),
                        clock,
                        e -> {
                            throw e;
                        });
        keys.refresh();
        return keys;
    }

    private static OAuth request(JsonNode request) {
        String path = request.get("path").asString();
        int mark = path.indexOf('?');
        String scheme = request.get("https_flag").asBoolean() ? "https" : "http";
        List<Parameter> parameters =
                mark < 0 ? List.of() : OAuthSignatureTest.parameters(path.substring(mark + 1));
        Map<String, String> oauth = new HashMap<>();
        parameters.stream()
                .filter(one -> one.name().startsWith("oauth_"))
                .forEach(one -> oauth.put(one.name(), one.value()));
        JsonNode header = request.get("headers").get("Authorization");
        if (header != null) {
            var matcher = HEADER_PARAMETER.matcher(header.asString());
            while (matcher.find()) {
                oauth.put(
                        matcher.group(1),
                        URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8));
            }
        }
        String bare = mark < 0 ? path : path.substring(0, mark);
        return new OAuth("GET", scheme + "://127.0.0.1:8088" + bare, parameters, oauth);
    }

    private static String text(String name) {
        try (InputStream in = RecordedOAuthTest.class.getResourceAsStream("/recorded/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
