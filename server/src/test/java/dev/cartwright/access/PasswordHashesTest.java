package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The recorded cases: the users of the recorded store, and what PHP's own functions made of
/// WordPress's rules.
class PasswordHashesTest {
    private static final String PHPASS = "$P$BACfbY1xlwzXUpaeuvX.DA69gtn78/.";
    private static final String BCRYPT =
            "$2y$10$.vGA1O9wmRjrwAVXD98HNOgsNpDczlqm3Jq7KnEd1rVAGv3Fykk1a";

    @ParameterizedTest
    @MethodSource("recorded")
    void answersAsWordPressDoes(String name, String hash, String password, boolean right) {
        assertThat(PasswordHashes.matches(hash, password)).as(name).isEqualTo(right);
        assertThat(PasswordHashes.matches(hash, "x" + password)).as("x" + name).isFalse();
    }

    static Stream<Object[]> recorded() throws IOException {
        try (InputStream in =
                PasswordHashesTest.class.getResourceAsStream("/recorded/passwords.jsonl")) {
            byte[] all = Objects.requireNonNull(in).readAllBytes();
            var json = JsonMapper.builder().build();
            return new String(all, StandardCharsets.UTF_8)
                            .lines()
                            .map(json::readTree)
                            .map(PasswordHashesTest::arguments)
                            .toList()
                            .stream();
        }
    }

    private static Object[] arguments(JsonNode line) {
        return new Object[] {
            line.get("case").asString(),
            line.get("hash").asString(),
            line.get("password").asString(),
            line.get("right").asBoolean()
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*0",
                "!",
                "x",
                "admin-pass",
                "$",
                "$P$",
                "$P$B",
                "$wp",
                "$wp$",
                "$wp$P$BACfbY1xlwzXUpaeuvX.DA69gtn78/.",
                "$2y$10$short",
                "$2x$10$.vGA1O9wmRjrwAVXD98HNOgsNpDczlqm3Jq7KnEd1rVAGv3Fykk1a",
                "$2y$1x$.vGA1O9wmRjrwAVXD98HNOgsNpDczlqm3Jq7KnEd1rVAGv3Fykk1a",
                "$2y$03$.vGA1O9wmRjrwAVXD98HNOgsNpDczlqm3Jq7KnEd1rVAGv3Fykk1a",
                "$argon2id$v=19$m=65536,t=4,p=1$c2FsdHNhbHQ$aGFzaA",
                "$generic$abcdef",
                "3CB4E732631F47E6EB961F34554B7CDE"
            })
    void anUnknownFormMatchesNothing(String hash) {
        for (String password : new String[] {"", hash, "admin-pass", "correct horse"}) {
            assertThat(PasswordHashes.matches(hash, password)).isFalse();
        }
    }

    @Test
    void aHashThatWouldTakeForeverIsRefusedAtOnce() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (char cost : "NOSXYZaz".toCharArray()) {
            String hash = "$P$" + cost + PHPASS.substring(4);
            assertThat(PasswordHashes.matches(hash, "admin-pass")).isFalse();
        }
        for (String cost : new String[] {"17", "20", "31", "99"}) {
            String hash = "$2y$" + cost + BCRYPT.substring(6);
            assertThat(PasswordHashes.matches(hash, "rasmuslerdorf")).isFalse();
            assertThat(PasswordHashes.matches("$wp" + hash, "rasmuslerdorf")).isFalse();
        }
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
                .isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void everyDamagedLetterMakesItAnotherHash() {
        for (int i = 0; i < PHPASS.length(); i++) {
            char other = PHPASS.charAt(i) == 'A' ? 'C' : 'A'; // as a cost: 12 or 14
            String damaged = PHPASS.substring(0, i) + other + PHPASS.substring(i + 1);
            assertThat(PasswordHashes.matches(damaged, "admin-pass")).isFalse();
        }
    }
}
