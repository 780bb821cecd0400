package dev.cartwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    @Test
    void agreesWithTheJdk() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long second = random.nextLong(-62_135_596_800L, 253_402_300_800L);
            String expected = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).format(ISO);
            assertThat(TimeText.of(Instant.ofEpochSecond(second)))
                    .as("seed %d, second %d", seed, second)
                    .isEqualTo(expected);
        }
    }

    @Test
    void yearsBeyondFourDigitsAreWrittenOut() {
        assertThat(TimeText.of(Instant.ofEpochSecond(99_999_999_999_999L)))
                .isEqualTo("3170843-11-07T09:46:39");
        assertThat(TimeText.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00");
        assertThat(TimeText.of(Instant.parse("2024-02-29T23:59:59Z")))
                .isEqualTo("2024-02-29T23:59:59");
    }
}
