package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.KeyAct;
import dev.cartwright.event.Actor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollKeyTest {
    private final KeysApi keys = new KeysApi();
    private final RollKey endpoint = new RollKey(keys.api);

    @Test
    void answers201WithANewPairAndTheOldKey() {
        keys.create();
        var answer = keys.call(endpoint, 1, "{\"overlap\":3600}");
        assertThat(answer.status()).isEqualTo(201);
        var body = answer.body();
        assertThat(body.get("key_id").asLong()).isEqualTo(2);
        assertThat(body.get("rolled_from").asLong()).isEqualTo(1);
        assertThat(body.get("consumer_secret").asString()).startsWith("cs_");
        var previous = body.get("previous");
        assertThat(previous.get("status").asString()).isEqualTo("expiring");
        assertThat(previous.get("status_reason").asString()).isEqualTo("rolled");
        assertThat(previous.get("rolled_to").asLong()).isEqualTo(2);
        assertThat(previous.get("ends").asString()).isEqualTo("2026-03-01T13:00:00Z");
        assertThat(previous.has("consumer_secret")).isFalse();
    }

    @Test
    void answers201WithADayWhereNothingIsSaid() {
        keys.create();
        var previous = keys.call(endpoint, 1, null).body().get("previous");
        assertThat(previous.get("ends").asString()).isEqualTo("2026-03-02T12:00:00Z");
    }

    @Test
    void answers201UntilTheOldKeyHasBeenSilent() {
        keys.create();
        var previous = keys.call(endpoint, 1, "{\"until_silent_hours\":6}").body().get("previous");
        assertThat(previous.get("ends_when_silent_hours").asInt()).isEqualTo(6);
        assertThat(previous.get("ends").asString())
                .isEqualTo(KeysApi.NOW.plus(Duration.ofDays(30)).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "overlap,-1",
        "overlap,2592001",
        "overlap,'\"1\"'",
        "overlap,1.5",
        "until_silent_hours,0",
        "until_silent_hours,721"
    })
    void answers400AndMakesNothing(String field, String value) {
        keys.create();
        var answer = keys.call(endpoint, 1, "{\"%s\":%s}".formatted(field, value));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.wrong()).containsExactly(field);
        assertThat(keys.store.all()).hasSize(1);
    }

    @Test
    void answers400ForBothKindsOfOverlap() {
        keys.create();
        var answer = keys.call(endpoint, 1, "{\"overlap\":1,\"until_silent_hours\":1}");
        assertThat(answer.wrong()).containsExactly("overlap");
    }

    @Test
    void answers401() {
        keys.answers401(new KeysApi.Call(endpoint, keys.create().key().id(), "", null));
        assertThat(keys.store.all()).hasSize(1);
    }

    @Test
    void answers403() {
        keys.answers403(new KeysApi.Call(endpoint, keys.create().key().id(), "", null));
        assertThat(keys.store.all()).hasSize(1);
        keys.answers403ToWhoHasLess(endpoint, null);
        assertThat(keys.store.all()).hasSize(2);
    }

    @Test
    void answers404() {
        keys.answers404(endpoint, null);
    }

    @Test
    void answers409ForARolledARevokedAndADisabledKey() {
        keys.create();
        keys.call(endpoint, 1, null);
        assertThat(keys.call(endpoint, 1, null).code()).isEqualTo("cartwright_key_rolled");
        long disabled = keys.create().key().id();
        keys.keys.act(disabled, KeyAct.DISABLE, Actor.OPERATOR);
        assertThat(keys.call(endpoint, disabled, null).code()).isEqualTo("cartwright_key_disabled");
        keys.keys.revoke(disabled, Actor.OPERATOR);
        var revoked = keys.call(endpoint, disabled, null);
        assertThat(revoked.status()).isEqualTo(409);
        assertThat(revoked.code()).isEqualTo("cartwright_key_revoked");
    }
}
