package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cartwright.client.FakeServer.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pairs that a server refuses by 429 instead of 401, since too many wrong ones came before.
class FailedLoginsTest {
    private static final int THREADS = 64;
    private static final int WRONG_ONES_A_MINUTE = 10;
    private static final Reply EMPTY = Reply.json(200, "[]");
    private static final Reply UNKNOWN = Reply.error(401, "no_such_key");
    private static final Reply BUSY =
            Reply.error(429, "rate_limit_exceeded")
                    .with("Retry-After", "20")
                    .with("RateLimit", "\"default\";r=0;t=20")
                    .with("RateLimit-Policy", "\"default\";q=60;w=60");
    private static final Reply TOO_MANY =
            Reply.error(429, "rate_limit_exceeded")
                    .with("Retry-After", "50")
                    .with("RateLimit", "\"failed-logins\";r=0;t=50")
                    .with("RateLimit-Policy", "\"failed-logins\";q=10;w=60");

    private final FakeTime time = new FakeTime();

    private ClientBuilder two(FakeServer server, Sleeper sleeper) {
        return server.client().credentials("ck_backup", "cs_backup").sleeper(sleeper);
    }

    private static void call(CartwrightClient client) {
        client.sessions().list(SessionQuery.all());
    }

    private static List<String> keys(FakeServer server) {
        return server.seen().stream().map(FakeServer.Seen::key).toList();
    }

    /// All of them are with the server before it answers the first, as after a deployment.
    @Test
    void noneOfManyCallsFailsWhenThePrimaryIsUnknown()
            throws InterruptedException, ExecutionException {
        var arrived = new CountDownLatch(THREADS);
        var wrong = new AtomicInteger();
        try (var server = new FakeServer(call -> limited(call, arrived, wrong))) {
            CartwrightClient client = two(server, time).build();
            var results = new ArrayList<Future<?>>();
            var threads = Executors.newFixedThreadPool(THREADS);
            try {
                for (int i = 0; i < THREADS; i++) {
                    results.add(threads.submit(() -> call(client)));
                }
                for (Future<?> result : results) {
                    result.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(keys(server)).hasSize(2 * THREADS);
            assertThat(client.pairInUse()).isEqualTo(1);
        }
        assertThat(wrong).hasValue(THREADS);
        assertThat(time.pauses()).isEmpty();
    }

    private static Reply limited(
            FakeServer.Seen call, CountDownLatch arrived, AtomicInteger wrong) {
        if (call.key().equals("ck_backup")) {
            return EMPTY;
        }
        arrived.countDown();
        try {
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return wrong.incrementAndGet() <= WRONG_ONES_A_MINUTE ? UNKNOWN : TOO_MANY;
    }

    @ParameterizedTest
    @CsvSource({"RateLimit,\"failed-logins\";r=0;t=9", "RateLimit-Policy,\"failed-logins\";q=10"})
    void eitherHeaderIsEnough(String name, String value) {
        Reply refusal = Reply.error(429, "no").with("Retry-After", "50").with(name, value);
        try (var server = FakeServer.inTurn(refusal, EMPTY)) {
            call(two(server, time).build());
            assertThat(keys(server)).containsExactly("ck_primary", "ck_backup");
            assertThat(time.pauses()).isEmpty();
        }
    }

    @Test
    void aChangeIsMadeWithTheNextPairAsNothingWasDone() {
        try (var server = FakeServer.inTurn(TOO_MANY, Reply.json(200, "{\"key_id\":5}"))) {
            two(server, time).build().keys().disable(5);
            assertThat(keys(server)).containsExactly("ck_primary", "ck_backup");
        }
    }

    @Test
    void theLimitOfAKnownKeyIsWaitedForWithThatKey() {
        try (var server = FakeServer.inTurn(BUSY, EMPTY)) {
            call(two(server, time).build());
            assertThat(keys(server)).containsExactly("ck_primary", "ck_primary");
            assertThat(time.pauses()).containsExactly(Duration.ofSeconds(20));
        }
    }

    @Test
    void failsWithoutWaitingWhenNoPairIsLeft() {
        try (var server = FakeServer.inTurn(TOO_MANY)) {
            CartwrightClient client = two(server, time).build();
            var refusal = catchThrowableOfType(TooManyRequestsException.class, () -> call(client));
            assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(50));
            assertThat(keys(server)).containsExactly("ck_primary", "ck_backup");
            assertThat(time.pauses()).isEmpty();
            assertThat(client.pairInUse()).isZero();
        }
    }

    /// The second call is made while the first one pauses, and moves the ring.
    @Test
    void aCallGoesOnWithThePairThatOthersFoundDuringItsPause() {
        try (var server = FakeServer.inTurn(BUSY, UNKNOWN, EMPTY, EMPTY)) {
            var pausing = new Pausing();
            CartwrightClient client = two(server, pausing).build();
            pausing.during = () -> call(client);
            call(client);
            assertThat(keys(server))
                    .containsExactly("ck_primary", "ck_primary", "ck_backup", "ck_backup");
        }
    }

    /// It was refused with the primary itself, which others find good again during its pause.
    @Test
    void aCallDoesNotGoBackToAPairThatItWasRefusedWith() {
        try (var server = FakeServer.inTurn(UNKNOWN, BUSY, UNKNOWN, UNKNOWN, EMPTY)) {
            var pausing = new Pausing();
            CartwrightClient client = two(server, pausing).build();
            pausing.during =
                    () -> {
                        var _ =
                                catchThrowableOfType(
                                        UnauthorizedException.class, () -> call(client));
                    };
            call(client);
            assertThat(keys(server))
                    .containsExactly(
                            "ck_primary", "ck_backup", "ck_primary", "ck_backup", "ck_backup");
        }
    }

    /// Does something during the first pause.
    private static final class Pausing implements Sleeper {
        private final AtomicBoolean first = new AtomicBoolean(true);
        private volatile Runnable during = () -> {};

        @Override
        public void sleep(Duration pause) {
            if (first.getAndSet(false)) {
                during.run();
            }
        }
    }
}
