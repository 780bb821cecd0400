package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Capability;
import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.access.UserStore;
import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CreateKeyTest {
    private static final String BODY = "{\"description\":\"x\"}";

    private final KeysApi keys = new KeysApi();
    private final CreateKey endpoint = new CreateKey(keys.api);

    @Test
    void answers201WithTheSecretForTheOnlyTime() {
        var answer =
                keys.call(
                        endpoint,
                        0,
                        """
                        {"description":" <b>Night</b> ","permissions":"read_write",
                        "scopes":["sessions","keys"],"allowed_ips":["10.1.2.3/8","::1"],
                        "expires":"2026-04-01T00:00:00Z","rate_limit":600}""");
        assertThat(answer.status()).isEqualTo(201);
        JsonNode body = answer.body();
        long id = body.get("key_id").asLong();
        assertThat(answer.headers())
                .containsEntry("Location", KeysApi.BASE + "/wp-json/cocart/v2/keys/" + id);
        assertThat(body.get("description").asString()).isEqualTo("<b>Night</b>");
        assertThat(body.get("status").asString()).isEqualTo("active");
        assertThat(body.get("scopes").toString()).isEqualTo("[\"sessions\",\"keys\"]");
        assertThat(body.get("allowed_ips").toString())
                .isEqualTo("[\"10.0.0.0/8\",\"0:0:0:0:0:0:0:1/128\"]");
        assertThat(body.get("expires").asString()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(body.get("rate_limit").asInt()).isEqualTo(600);
        var pair =
                new KeyAndSecret(
                        body.get("consumer_key").asString(),
                        body.get("consumer_secret").asString());
        assertThat(keys.door.authenticate(pair, Permission.WRITE, "10.9.9.9"))
                .isInstanceOf(Granted.class);
        var shown = keys.call(new GetKey(keys.api), id, null).body();
        assertThat(shown.has("consumer_secret")).isFalse();
        assertThat(shown.toString()).doesNotContain(pair.secret()).doesNotContain(pair.key());
    }

    @Test
    void answers201ForTheCallersOwnUserWithReadingAloneWhereNothingElseIsSaid() {
        var body = keys.call(endpoint, 0, BODY).body();
        assertThat(body.get("user_id").asLong()).isEqualTo(1);
        assertThat(body.get("permissions").asString()).isEqualTo("read");
        assertThat(body.get("scopes").size()).isEqualTo(Scope.values().length);
        assertThat(body.get("expires").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permissions   | \"disabled\"",
                "permissions   | 1",
                "description   | 7",
                "description   | \"a\\u0007b\"",
                "user_id       | 99",
                "user_id       | \"1\"",
                "user_id       | 99999999999999999999",
                "expires       | \"2026-03-01T12:00:00Z\"",
                "expires       | \"2020-01-01\"",
                "expires       | \"soon\"",
                "expires       | \"+10000-01-01T00:00:00Z\"",
                "allowed_ips   | [\"10.1\"]",
                "allowed_ips   | [\"10.0.0.0/33\"]",
                "allowed_ips   | [\"10.0.0.0/-1\"]",
                "allowed_ips   | [\"10.0.0.0/08\"]",
                "allowed_ips   | [\"010.1.1.1\"]",
                "allowed_ips   | [\"shop.example\"]",
                "allowed_ips   | [\"fe80::1%eth0\"]",
                "allowed_ips   | \"10.0.0.1\"",
                "allowed_ips   | [7]",
                "scopes        | [\"everything\"]",
                "scopes        | []",
                "scopes        | {}",
                "rate_limit    | 0",
                "rate_limit    | -1",
                "rate_limit    | 1.5",
                "rate_limit    | 999999999999"
            })
    void answers400WithTheFieldsNameAndMakesNothing(String field, String value) {
        String other = field.equals("description") ? "" : "\"description\":\"x\",";
        var answer = keys.call(endpoint, 0, "{%s\"%s\":%s}".formatted(other, field, value));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("rest_invalid_param");
        assertThat(answer.wrong()).containsExactly(field);
        assertThat(keys.store.all()).isEmpty();
    }

    @Test
    void answers400ForADescriptionOfMoreThanTwoHundredCharactersAndForNone() {
        String emoji = "\ud83d\ude00".repeat(200);
        assertThat(keys.call(endpoint, 0, "{\"description\":\"%s\"}".formatted(emoji)).status())
                .isEqualTo(201);
        var longer = keys.call(endpoint, 0, "{\"description\":\"%sx\"}".formatted(emoji));
        assertThat(longer.wrong()).containsExactly("description");
        assertThat(keys.call(endpoint, 0, "{\"description\":\" \"}").wrong())
                .containsExactly("description");
        assertThat(keys.call(endpoint, 0, "{}").code()).isEqualTo("rest_missing_callback_param");
        assertThat(keys.call(endpoint, 0, null).status()).isEqualTo(400);
    }

    @Test
    void answers401() {
        keys.answers401(new KeysApi.Call(endpoint, 0, "", BODY));
        assertThat(keys.store.all()).isEmpty();
    }

    @Test
    void answers403() {
        keys.answers403(new KeysApi.Call(endpoint, 0, "", BODY));
        assertThat(keys.store.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"description\":\"x\",\"permissions\":\"read_write\",\"scopes\":[\"keys\"]}",
                "{\"description\":\"x\",\"permissions\":\"write\"}",
                "{\"description\":\"x\",\"user_id\":2,\"permissions\":\"write\","
                        + "\"scopes\":[\"keys\"]}"
            })
    void answers403ToWhoWouldHandOutMoreThanShe(String body) {
        keys.users.create(new UserStore.NewUser("two", "", "Two", List.of()), Actor.OPERATOR);
        var narrow =
                new Principal(
                        1,
                        1,
                        Permission.WRITE,
                        Set.of(Scope.KEYS),
                        Set.of(Capability.MANAGE_WOOCOMMERCE));
        var answer = keys.call(new KeysApi.Call(endpoint, 0, "", body), narrow);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("cartwright_rest_cannot_grant");
        assertThat(keys.store.all()).extracting(ConsumerKey::id).isEmpty();
    }
}
