package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cartwright.client.FakeServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is tried again, and after which pause.
class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Reply EMPTY = Reply.json(200, "[]");
    private static final Reply KEY = Reply.json(200, "{\"key_id\":1}");
    private static final Reply BUSY = Reply.error(429, "rate_limit_exceeded");
    private static final Reply GONE = Reply.error(404, "cocart_session_not_found");

    private final FakeTime time = new FakeTime();

    private CartwrightClient client(FakeServer server) {
        return patient(server).build();
    }

    private ClientBuilder patient(FakeServer server) {
        return server.client().sleeper(time).clock(InstantSource.fixed(NOW)).random(always(0.5));
    }

    private static void list(CartwrightClient client) {
        client.sessions().list(SessionQuery.all());
    }

    private static RandomGenerator always(double fraction) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("not asked for");
            }

            @Override
            public double nextDouble() {
                return fraction;
            }
        };
    }

    @Test
    void waitsAsManySecondsAsTheServerAsksFor() {
        try (var server = FakeServer.inTurn(BUSY.with("Retry-After", "7"), EMPTY)) {
            list(client(server));
            assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
        }
    }

    @Test
    void waitsUntilTheDateTheServerNames() {
        Reply busy = BUSY.with("Retry-After", "Mon, 23 Nov 2026 10:00:30 GMT");
        try (var server = FakeServer.inTurn(busy, EMPTY)) {
            list(client(server));
            assertThat(time.pauses()).containsExactly(Duration.ofSeconds(30));
        }
    }

    @Test
    void aDateThatHasPassedIsNoPauseBeyondTheOwn() {
        Reply busy = BUSY.with("Retry-After", "Mon, 23 Nov 2026 09:00:00 GMT");
        try (var server = FakeServer.inTurn(busy, EMPTY)) {
            list(client(server));
            assertThat(time.pauses()).containsExactly(Duration.ofMillis(250));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "99999999999999999999", "1.5"})
    void nonsenseInRetryAfterIsAsIfItWereNotThere(String value) {
        try (var server = FakeServer.inTurn(BUSY.with("Retry-After", value), EMPTY)) {
            list(client(server));
            assertThat(time.pauses()).containsExactly(Duration.ofMillis(250));
        }
    }

    @Test
    void failsAtOnceWhenTheServerAsksForMoreThanItsPatience() {
        try (var server = FakeServer.inTurn(BUSY.with("Retry-After", "3600"), EMPTY)) {
            var refusal =
                    catchThrowableOfType(
                            TooManyRequestsException.class, () -> list(client(server)));
            assertThat(refusal.retryAfter()).contains(Duration.ofHours(1));
            assertThat(time.pauses()).isEmpty();
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void pausesDoubleUpToTheLongestAndAttemptsEnd() {
        try (var server = FakeServer.inTurn(BUSY)) {
            var policy =
                    new RetryPolicy(
                            6, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1));
            CartwrightClient client = patient(server).retries(policy).random(always(1)).build();
            var _ = catchThrowableOfType(TooManyRequestsException.class, () -> list(client));
            assertThat(time.pauses())
                    .extracting(Duration::toSeconds)
                    .containsExactly(1L, 2L, 4L, 5L, 5L);
            assertThat(server.seen()).hasSize(6);
        }
    }

    @Test
    void theJitterIsFull() {
        try (var server = FakeServer.inTurn(BUSY, BUSY, EMPTY)) {
            list(patient(server).random(always(0)).build());
            assertThat(time.pauses()).containsExactly(Duration.ZERO, Duration.ZERO);
        }
    }

    @Test
    void aPauseThatWouldEndBehindTheTotalTimeIsNotBegun() {
        try (var server = FakeServer.inTurn(BUSY.with("Retry-After", "20"))) {
            var times =
                    new Timeouts(
                            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(50));
            CartwrightClient client = patient(server).timeouts(times).build();
            var refusal = catchThrowableOfType(TooManyRequestsException.class, () -> list(client));
            assertThat(refusal.status()).isEqualTo(429);
            assertThat(time.pauses()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void repeatsAReadThatAProxyLost(int status) {
        try (var server =
                FakeServer.inTurn(new Reply(status, java.util.Map.of(), "<html>"), EMPTY)) {
            list(client(server));
            assertThat(server.seen()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 500, 501})
    void doesNotRepeatWhatWouldEndTheSame(int status) {
        try (var server = FakeServer.inTurn(Reply.error(status, "no"))) {
            var _ = catchThrowableOfType(ApiException.class, () -> list(client(server)));
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void repeatsAReadWhoseConnectionWasCut() {
        try (var server = FakeServer.inTurn(Reply.CUT, EMPTY)) {
            list(client(server));
            assertThat(server.seen()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 502, 503, 504})
    void neverMakesAKeyTwice(int status) {
        Reply lost = status == 0 ? Reply.CUT : Reply.error(status, "bad_gateway");
        try (var server = FakeServer.inTurn(lost, KEY)) {
            Keys keys = client(server).keys();
            var failure =
                    catchThrowableOfType(
                            CartwrightException.class,
                            () -> keys.create(KeyDraft.describedAs("x")));
            assertThat(failure.maybeDone()).isTrue();
            assertThat(server.only().method()).isEqualTo("POST");
        }
        try (var server = FakeServer.inTurn(lost, KEY)) {
            Keys keys = client(server).keys();
            var failure =
                    catchThrowableOfType(
                            CartwrightException.class,
                            () -> keys.roll(1, Overlap.of(Duration.ofHours(1))));
            assertThat(failure.maybeDone()).isTrue();
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void repeatsAnyCallThatTheServerCertainlyDidNotAct() {
        List<Reply> refusals =
                List.of(BUSY, Reply.error(503, "not_ready").with("Retry-After", "1"));
        for (Reply refusal : refusals) {
            try (var server = FakeServer.inTurn(refusal, KEY)) {
                client(server).keys().disable(1);
                assertThat(server.seen()).hasSize(2);
            }
        }
    }

    @Test
    void repeatsAnyCallThatNeverLeft() throws IOException {
        int port;
        try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        CartwrightClient client =
                CartwrightClient.at("http://127.0.0.1:" + port)
                        .credentials("ck_1", "cs_1")
                        .sleeper(time)
                        .build();
        var failure =
                catchThrowableOfType(ConnectionException.class, () -> client.keys().disable(1));
        assertThat(failure.code()).isEqualTo("not_reached");
        assertThat(failure.reached()).isFalse();
        assertThat(failure.maybeDone()).isFalse();
        assertThat(time.pauses()).hasSize(RetryPolicy.DEFAULT.attempts() - 1);
    }

    /// The first attempt deleted the cart and its answer was lost; the second finds none.
    @Test
    void aRepeatedDeletionThatFindsNothingSaysThatItMayHaveDoneItItself() {
        try (var server = FakeServer.inTurn(Reply.error(502, "bad_gateway"), GONE)) {
            Sessions sessions = client(server).sessions();
            var absent =
                    catchThrowableOfType(NotFoundException.class, () -> sessions.delete("abc"));
            assertThat(absent.maybeDone()).isTrue();
        }
        try (var server = FakeServer.inTurn(GONE)) {
            Sessions sessions = client(server).sessions();
            var absent =
                    catchThrowableOfType(NotFoundException.class, () -> sessions.delete("abc"));
            assertThat(absent.maybeDone()).isFalse();
        }
    }

    @Test
    void aReadIsNeverCalledAChangeThatMayBeDone() {
        try (var server = FakeServer.inTurn(Reply.error(502, "bad_gateway"), GONE)) {
            Sessions sessions = client(server).sessions();
            var absent = catchThrowableOfType(NotFoundException.class, () -> sessions.get("abc"));
            assertThat(absent.maybeDone()).isFalse();
        }
    }

    @Test
    void deletionsForGoodAndInBulkAreNotRepeatedOnceTheyMayHaveHappened() {
        for (Reply lost : List.of(Reply.CUT, Reply.error(504, "late"))) {
            try (var server = FakeServer.inTurn(lost)) {
                Sessions sessions = client(server).sessions();
                var _ =
                        catchThrowableOfType(
                                CartwrightException.class, () -> sessions.deleteForGood("abc"));
                assertThat(server.seen()).hasSize(1);
            }
            try (var server = FakeServer.inTurn(lost)) {
                Sessions sessions = client(server).sessions();
                var request = BulkRequest.matching(SessionFilter.all().status("expired"));
                var failure =
                        catchThrowableOfType(
                                CartwrightException.class, () -> sessions.deleteAll(request));
                assertThat(failure.maybeDone()).isTrue();
                assertThat(server.seen()).hasSize(1);
            }
        }
    }

    @Test
    void aDryRunMayBeRepeated() {
        try (var server =
                FakeServer.inTurn(
                        Reply.error(504, "late"),
                        Reply.json(200, "{\"deleted\":3,\"dry_run\":true}"))) {
            var request = BulkRequest.matching(SessionFilter.all().status("expired")).dryRun();
            assertThat(client(server).sessions().deleteAll(request).deleted()).isEqualTo(3);
        }
    }
}
