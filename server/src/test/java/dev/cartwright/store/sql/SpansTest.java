package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpansTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 99999",
        "99999, 0, 99999",
        "100000, 100000, 199999",
        "99999999, 99900000, 99999999",
        "100000000, 100000000, 100999999",
        "1234567890, 1230000000, 1239999999",
        "999999999999999999, 999000000000000000, 999999999999999999",
        "1000000000000000000, 1000000000000000000, 1009999999999999999",
        "9223372036854775807, 9220000000000000000, 9223372036854775807",
        "-1, -1, -1",
        "-9223372036854775808, -1, -1",
    })
    void totalsLieInSpansOfThreeDigits(long total, long start, long last) {
        assertThat(Spans.TOTALS.of(total)).isEqualTo(start);
        assertThat(Spans.TOTALS.last(start)).isEqualTo(last);
    }

    @ParameterizedTest
    @EnumSource
    void aSpanEndsWhereTheNextBegins(Spans spans) {
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong(Long.MAX_VALUE) >> random.nextInt(63);
            long span = spans.of(value);
            long last = spans.last(span);
            assertThat(value).isLessThanOrEqualTo(last);
            assertThat(spans.of(last)).isEqualTo(span);
            if (last < Long.MAX_VALUE) {
                assertThat(spans.of(last + 1)).isGreaterThan(span);
            }
        }
    }

    @Test
    void hoursBefore1970AreHoursToo() {
        assertThat(Spans.HOURS.of(-1)).isEqualTo(-1);
        assertThat(Spans.HOURS.of(-3_601)).isEqualTo(-2);
        assertThat(Spans.HOURS.last(-2)).isEqualTo(-3_601);
    }
}
