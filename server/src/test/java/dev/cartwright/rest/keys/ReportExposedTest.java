package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.KeyState.DisabledReason;
import dev.cartwright.access.NewKey;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportExposedTest {
    private final KeysApi keys = new KeysApi();
    private final ReportExposed endpoint = new ReportExposed(keys.api);

    @Test
    void answers200AndDisablesTheKeyWhoseSecretWasFound() {
        NewKey found = keys.create();
        NewKey other = keys.create();
        var answer =
                report(
                        """
                        [{"token":"%s","type":"cartwright_secret","url":"https://x.example"},
                        {"token":"cs_nobodys","type":"cartwright_secret"}]"""
                                .formatted(found.consumerSecret()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get(0).get("label").asString()).isEqualTo("true_positive");
        assertThat(answer.body().get(1).get("label").asString()).isEqualTo("false_positive");
        assertThat(answer.body().toString()).doesNotContain(found.consumerSecret());
        var disabled =
                Objects.requireNonNull(
                        keys.store.find(found.key().id()).orElseThrow().state().disabled());
        assertThat(disabled.reason()).isEqualTo(DisabledReason.EXPOSED);
        assertThat(keys.store.find(other.key().id()).orElseThrow().state().disabled()).isNull();
    }

    @Test
    void answers200AndUnderstandsBothHalvesTogether() {
        NewKey found = keys.create();
        var answer =
                report(
                        "[{\"token\":\"%s:%s\"}]"
                                .formatted(found.consumerKey(), found.consumerSecret()));
        assertThat(answer.body().get(0).get("label").asString()).isEqualTo("true_positive");
    }

    /// It stands in logs and URLs, so anybody could shut keys down with it.
    @Test
    void answers200AndChangesNothingForAConsumerKeyAlone() {
        NewKey found = keys.create();
        var answer = report("[{\"token\":\"%s\"}]".formatted(found.consumerKey()));
        assertThat(answer.body().get(0).get("label").asString()).isEqualTo("false_positive");
        assertThat(keys.store.find(1).orElseThrow().state().disabled()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{}]", "[{\"token\":7}]", "[7]", "\"cs_x\""})
    void answers400(String body) {
        assertThat(report(body).status()).isEqualTo(400);
    }

    @Test
    void answers400ForNothingAndForTooMuch() {
        assertThat(report(null).status()).isEqualTo(400);
        String one = "{\"token\":\"cs_x\"}";
        assertThat(report("[" + (one + ",").repeat(99) + one + "]").status()).isEqualTo(200);
        assertThat(report("[" + (one + ",").repeat(100) + one + "]").status()).isEqualTo(400);
        assertThat(report("[{\"token\":\"%s\"}]".formatted("x".repeat(201))).status())
                .isEqualTo(400);
    }

    private KeysApi.Answer report(@Nullable String body) {
        keys.door.refresh();
        return KeysApi.read(endpoint.handle(KeysApi.request("POST", 0, "", body, Map.of())));
    }
}
