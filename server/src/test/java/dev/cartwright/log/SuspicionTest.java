package dev.cartwright.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuspicionTest {
    private static final List<String> PIECES =
            List.of(
                    "Basic ",
                    "bearer+",
                    "BASIC%20",
                    "Bearer ",
                    "Y2tf",
                    "ck_",
                    "cs_",
                    "t_",
                    "consumer_secret",
                    "oauth_nonce",
                    "OAUTH_TOKEN",
                    "Password",
                    "passwd",
                    "Authorization",
                    "=",
                    ": ",
                    "\"",
                    "://",
                    "@",
                    "%40",
                    "shop.example",
                    "user",
                    "0123456789abcdef0123456789abcdef",
                    "a1",
                    "B2",
                    "é",
                    " ",
                    "\\n",
                    "-",
                    "_",
                    "3f7c",
                    "request_id",
                    "Zz9y8X7w6V5u");

    @Test
    void whateverWouldBeMaskedIsSuspected() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int masked = 0;
        for (int round = 0; round < 50_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String line = text.toString();
            if (!Redaction.mask(line).equals(line)) {
                masked++;
                assertThat(Suspicion.in(line.getBytes(UTF_8)))
                        .as("seed %d: %s", seed, line)
                        .isTrue();
            }
        }
        assertThat(masked).as("seed %d", seed).isGreaterThan(10_000);
    }

    @Test
    void aRequestsOwnLineIsNotSuspected() {
        String line =
                """
                {"time":"2026-11-23T00:29:27.123Z","message":"request",\
                "logger_name":"dev.cartwright.access","level":"INFO",\
                "request_id":"9f86d081884c7d65","method":"GET",\
                "route":"/cocart/v2/session/{key}","status":200,"bytes":7012,"micros":312,\
                "peer":"127.0.0.1","parameters":"_fields,page","key_id":7}
                """;
        assertThat(Suspicion.in(line.getBytes(UTF_8))).isFalse();
    }
}
