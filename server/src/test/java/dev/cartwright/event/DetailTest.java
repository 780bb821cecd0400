package dev.cartwright.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DetailTest {
    @Test
    void aFieldThatDidNotChangeIsNotNamed() {
        assertThat(Detail.empty().change("a", "x", "x").change("b", null, null).json()).isNull();
    }

    @Test
    void aFieldThatChangedHasBothValues() {
        assertThat(
                        Detail.empty()
                                .change("permissions", "read", "read_write")
                                .change("expires", null, 5L)
                                .change("scopes", List.of("keys"), List.of("keys", "sessions"))
                                .fact("force", true)
                                .json())
                .isEqualTo(
                        "{\"permissions\":{\"before\":\"read\",\"after\":\"read_write\"},"
                                + "\"expires\":{\"before\":null,\"after\":5},"
                                + "\"scopes\":{\"before\":[\"keys\"],"
                                + "\"after\":[\"keys\",\"sessions\"]},\"force\":true}");
    }

    @Test
    void textsAreEscapedAndCutOff() {
        assertThat(Detail.empty().fact("a\"", "\\\n\u0000<b>").json())
                .isEqualTo("{\"a\\\"\":\"\\\\\\u000a\\u0000<b>\"}");
        assertThat(Detail.empty().fact("a", "é".repeat(600)).json())
                .isEqualTo("{\"a\":\"" + "é".repeat(500) + "…\"}");
    }
}
