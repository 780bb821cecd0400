package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.KeyAct;
import dev.cartwright.access.Overlap;
import dev.cartwright.event.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActOnKeyTest {
    private final KeysApi keys = new KeysApi();

    @ParameterizedTest
    @CsvSource({"DISABLE,by_hand", "EXPOSE,exposed"})
    void answers200WithTheReason(KeyAct act, String reason) {
        keys.create();
        var answer = keys.call(new ActOnKey(keys.api, act), 1, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("status").asString()).isEqualTo("disabled");
        assertThat(answer.body().get("status_reason").asString()).isEqualTo(reason);
        assertThat(answer.body().get("disabled").asString()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(keys.call(new ActOnKey(keys.api, act), 1, null).status()).isEqualTo(200);
    }

    @Test
    void answers200AndEndsTheOverlap() {
        keys.create();
        keys.keys.roll(1, Overlap.For.DEFAULT, Actor.OPERATOR);
        var answer = keys.call(new ActOnKey(keys.api, KeyAct.END_OVERLAP), 1, null);
        assertThat(answer.body().get("status").asString()).isEqualTo("expired");
        assertThat(answer.body().get("status_reason").asString()).isEqualTo("rolled");
    }

    @Test
    void answers409WhereThereIsNothingToEnd() {
        keys.create();
        var answer = keys.call(new ActOnKey(keys.api, KeyAct.END_OVERLAP), 1, null);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("cartwright_key_not_rolled");
    }

    @ParameterizedTest
    @EnumSource(KeyAct.class)
    void answers401And403And404And409ForARevokedKey(KeyAct act) {
        var endpoint = new ActOnKey(keys.api, act);
        keys.create();
        keys.answers401(new KeysApi.Call(endpoint, 1, "", null));
        keys.answers403(new KeysApi.Call(endpoint, 1, "", null));
        keys.answers404(endpoint, null);
        keys.keys.revoke(1, Actor.OPERATOR);
        assertThat(keys.call(endpoint, 1, null).code()).isEqualTo("cartwright_key_revoked");
    }
}
