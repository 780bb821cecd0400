package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogPositionTest {
    private static LogPosition at(String file, long offset) {
        return new LogPosition(file, offset);
    }

    @Test
    void filesAreOrderedByTheirNumbersAndNotAsText() {
        assertThat(at("log.000002", 4).reached(at("log.000001", 900))).isTrue();
        assertThat(at("log.1000000", 4).reached(at("log.999999", 900))).isTrue();
        assertThat(at("log.000001", 900).reached(at("log.000002", 4))).isFalse();
        assertThat(at("log.000001", 900).reached(at("log.000001", 900))).isTrue();
        assertThat(at("log.000001", 899).reached(at("log.000001", 900))).isFalse();
    }

    @Test
    void anotherLogIsNeverReached() {
        assertThat(at("other.000009", 900).reached(at("log.000001", 4))).isFalse();
        assertThat(at("log", 900).reached(at("log", 4))).isFalse();
    }

    @Test
    void aMarkIsReadAsItWasWritten() {
        var moment = Instant.parse("2026-07-01T12:00:00.123456789Z");
        for (String file : new String[] {"", "1-1782907200"}) {
            var mark = new LogMark(moment, at("log.000042", 8_064), file);
            assertThat(LogMark.parse(mark.text())).contains(mark);
        }
    }

    @Test
    void whatIsNoMarkIsNone() {
        for (String text :
                new String[] {
                    "", "log.1", "log.1 x 2026-07-01T12:00:00Z", "log.1 4 noon", "a b c d e"
                }) {
            assertThat(LogMark.parse(text)).as(text).isEmpty();
        }
    }
}
