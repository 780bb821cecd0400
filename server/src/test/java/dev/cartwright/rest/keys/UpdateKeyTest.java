package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Network;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateKeyTest {
    private final KeysApi keys = new KeysApi();
    private final UpdateKey endpoint = new UpdateKey(keys.api);

    @Test
    void answers200AndChangesOnlyWhatIsSaid() {
        KeyTerms before =
                keys.create(
                                terms ->
                                        terms.withNetworks(List.of(Network.parse("10.0.0.0/8")))
                                                .withRateLimit(5)
                                                .withScopes(Set.of(Scope.KEYS, Scope.SESSIONS))
                                                .withExpires(KeysApi.NOW.plusSeconds(99)))
                        .key()
                        .terms();
        var answer = keys.call(endpoint, 1, "{\"permissions\":\"read\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("permissions").asString()).isEqualTo("read");
        assertThat(terms()).isEqualTo(before.withPermission(Permission.READ));
    }

    @Test
    void answers200AndNullTakesALimitAway() {
        keys.create(
                terms ->
                        terms.withNetworks(List.of(Network.parse("10.0.0.0/8")))
                                .withRateLimit(5)
                                .withScopes(Set.of(Scope.KEYS))
                                .withExpires(KeysApi.NOW.plusSeconds(99)));
        var answer =
                keys.call(
                        endpoint,
                        1,
                        "{\"scopes\":null,\"allowed_ips\":null,\"expires\":null,"
                                + "\"rate_limit\":null}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(terms()).isEqualTo(KeyTerms.of(1, "test", Permission.READ_WRITE));
    }

    @Test
    void answers400AndChangesNothing() {
        keys.create();
        ConsumerKey before = keys.store.find(1).orElseThrow();
        var answer = keys.call(endpoint, 1, "{\"description\":\"new\",\"expires\":\"2020-01-01\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.wrong()).containsExactly("expires");
        assertThat(keys.call(endpoint, 1, "{\"permissions\":\"all\"}").wrong())
                .containsExactly("permissions");
        assertThat(keys.store.find(1)).contains(before);
    }

    @Test
    void answers401() {
        keys.create();
        keys.answers401(new KeysApi.Call(endpoint, 1, "", "{\"description\":\"y\"}"));
        assertThat(terms().description()).isEqualTo("test");
    }

    @Test
    void answers403() {
        keys.create();
        keys.answers403(new KeysApi.Call(endpoint, 1, "", "{\"description\":\"y\"}"));
        keys.answers403ToWhoHasLess(endpoint, "{\"description\":\"y\"}");
        assertThat(terms().description()).isEqualTo("test");
    }

    @Test
    void answers403ToAKeyThatWouldWidenItself() {
        keys.create(terms -> terms.withScopes(Set.of(Scope.KEYS)));
        var narrow =
                new Principal(
                        1,
                        1,
                        Permission.READ_WRITE,
                        Set.of(Scope.KEYS),
                        KeysApi.ADMIN.capabilities());
        var answer = keys.call(new KeysApi.Call(endpoint, 1, "", "{\"scopes\":null}"), narrow);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(terms().scopes()).containsExactly(Scope.KEYS);
    }

    @Test
    void answers400BeforeItLooksForTheKeyAnd404After() {
        assertThat(keys.call(endpoint, 999, "{\"permissions\":\"all\"}").status()).isEqualTo(400);
        keys.answers404(endpoint, "{}");
    }

    @Test
    void answers409ForARevokedKey() {
        keys.create();
        keys.keys.revoke(1, Actor.OPERATOR);
        var answer = keys.call(endpoint, 1, "{\"description\":\"y\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("cartwright_key_revoked");
    }

    private KeyTerms terms() {
        return keys.store.find(1).orElseThrow().terms();
    }
}
