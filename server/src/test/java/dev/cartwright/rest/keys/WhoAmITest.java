package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.limit.Quotas;
import dev.cartwright.limit.RateLimits;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WhoAmITest {
    private final KeysApi keys = new KeysApi();
    private final RateLimits limits = new RateLimits(new Quotas(0, 0, 0, false), () -> keys.now);
    private final WhoAmI endpoint = new WhoAmI(keys.api, keys.users, limits, () -> keys.now);

    @Test
    void answers200WithWhatTheKeyIsWorth() {
        var terms = keys.create(wanted -> wanted.withRateLimit(60)).key().terms();
        var caller = new Principal(1, terms, Permission.READ_WRITE, KeysApi.ADMIN.capabilities());
        var answer =
                ask(
                        new Authentication.Granted(caller),
                        Map.of("date", "Sun, 1 Mar 2026 11:59:00 GMT"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/key/key_id").asLong()).isEqualTo(1);
        assertThat(answer.body().at("/user/login").asString()).isEqualTo("admin");
        assertThat(answer.body().get("can_manage").asBoolean()).isTrue();
        assertThat(answer.body().at("/limit/limit").asInt()).isEqualTo(60);
        assertThat(answer.body().at("/limit/remaining").asInt()).isEqualTo(60);
        assertThat(answer.body().get("clock_difference").asInt()).isEqualTo(60);
        assertThat(answer.body().get("server_time").asString()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void answers200AlsoToAKeyWhoseUserMayDoNothing() {
        keys.create();
        var shopper = new Principal(1, 1, Permission.READ, Set.of());
        var answer = ask(new Authentication.Granted(shopper), Map.of("date", "soon"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("can_manage").asBoolean()).isFalse();
        assertThat(answer.body().get("limit").isNull()).isTrue();
        assertThat(answer.body().get("clock_difference").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',header_missing",
        "Bearer cs_x,unknown_scheme",
        "Basic %%%,not_base64",
        "Basic b64(ck_only),no_colon",
        "Basic b64(:cs_x),empty_key",
        "Basic b64(ck_x:),empty_secret",
        "OAuth,oauth_incomplete"
    })
    void answers401WithWhatIsWrongInTheRequestItself(String header, String reason) {
        var answer = ask(new Authentication.Anonymous(), Map.of("authorization", encoded(header)));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("woocommerce_rest_cannot_view");
        assertThat(answer.body().at("/data/reason").asString()).isEqualTo(reason);
        assertThat(answer.body().at("/data/hint").asString()).endsWith(".");
        assertThat(answer.body().toString()).doesNotContain("cs_x").doesNotContain("ck_only");
        assertThat(answer.headers().get("WWW-Authenticate")).startsWith("Basic ");
    }

    private static String encoded(String header) {
        int start = header.indexOf("b64(");
        if (start < 0) {
            return header;
        }
        String plain = header.substring(start + 4, header.length() - 1);
        return header.substring(0, start)
                + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void answers401Or403WithAReasonForEveryRefusal(Reason reason) {
        var answer = ask(new Authentication.Rejected(reason, 5, null), Map.of());
        boolean permission = reason == Reason.MAY_NOT_READ || reason == Reason.MAY_NOT_WRITE;
        assertThat(answer.status()).isEqualTo(permission ? 403 : 401);
        assertThat(answer.body().at("/data/reason").asString()).isNotEmpty();
        assertThat(answer.body().at("/data/hint").asString()).endsWith(".");
    }

    @Test
    void answers401WhenOAuthIsIncomplete() {
        var answer = ask(new Authentication.Incomplete(List.of("oauth_nonce")), Map.of());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().at("/data/reason").asString()).isEqualTo("oauth_incomplete");
    }

    private KeysApi.Answer ask(Authentication verdict, Map<String, String> headers) {
        keys.door.refresh();
        return KeysApi.read(endpoint.handle(KeysApi.request("GET", 0, "", null, headers), verdict));
    }
}
