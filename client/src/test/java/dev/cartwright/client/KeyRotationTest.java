package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cartwright.client.FakeServer.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which pair a call is made with: another one after a 401, and after nothing else.
class KeyRotationTest {
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final FakeTime time = new FakeTime();
    private final FakeServer server = new FakeServer(this::answer);

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply answer(FakeServer.Seen call) {
        return valid.contains(call.key())
                ? Reply.json(200, "[]")
                : Reply.error(401, "refused_" + call.key());
    }

    private ClientBuilder three() {
        return CartwrightClient.at(server.url())
                .credentials("ck_1", "cs_1")
                .credentials("ck_2", "cs_2")
                .credentials("ck_3", "cs_3")
                .primaryAgainAfter(AGAIN)
                .sleeper(time);
    }

    private static void call(CartwrightClient client) {
        client.sessions().list(SessionQuery.all());
    }

    private List<String> keys() {
        List<String> keys = server.seen().stream().map(FakeServer.Seen::key).toList();
        server.seen().clear();
        return keys;
    }

    @Test
    void theFirstBackupThatWorksStaysInUse() {
        valid.add("ck_3");
        CartwrightClient client = three().build();
        call(client);
        assertThat(keys()).containsExactly("ck_1", "ck_2", "ck_3");
        assertThat(client.pairInUse()).isEqualTo(2);
        call(client);
        assertThat(keys()).containsExactly("ck_3");
    }

    @Test
    void keyAndSecretOfOnePairGoTogether() {
        valid.add("ck_2");
        call(three().build());
        assertThat(server.seen())
                .extracting(FakeServer.Seen::pair)
                .containsExactly("ck_1:cs_1", "ck_2:cs_2");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 409, 429, 500, 502, 503, 504})
    void noOtherPairIsTriedForAnythingElse(int status) {
        try (var refusing = FakeServer.inTurn(Reply.error(status, "no"))) {
            CartwrightClient client =
                    refusing.client()
                            .credentials("ck_backup", "cs_backup")
                            .retries(RetryPolicy.NONE)
                            .build();
            var refusal = catchThrowableOfType(ApiException.class, () -> call(client));
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusing.only().key()).isEqualTo("ck_primary");
        }
    }

    @Test
    void nothingElseMovesTheRingEither() {
        try (var odd =
                new FakeServer(
                        call ->
                                call.key().equals("ck_primary")
                                        ? Reply.error(401, "no")
                                        : Reply.error(500, "down"))) {
            CartwrightClient client =
                    odd.client()
                            .credentials("ck_backup", "cs_backup")
                            .retries(RetryPolicy.NONE)
                            .build();
            var _ = catchThrowableOfType(ServerException.class, () -> call(client));
            assertThat(client.pairInUse()).isZero(); // a broken server accepted nobody
        }
    }

    @Test
    void whenAllFailTheFirstErrorIsThrownAndThePrimaryIsPutBack() {
        valid.add("ck_2");
        CartwrightClient client = three().build();
        call(client);
        keys();
        valid.clear();
        var refusal = catchThrowableOfType(UnauthorizedException.class, () -> call(client));
        assertThat(refusal.code()).isEqualTo("refused_ck_2"); // the first one tried
        assertThat(keys()).containsExactly("ck_2", "ck_1", "ck_3");
        assertThat(client.pairInUse()).isZero();
        valid.add("ck_1");
        call(client);
        assertThat(keys()).containsExactly("ck_1");
    }

    @Test
    void oneCallTriesThePrimaryAgainAfterAWhile() {
        valid.add("ck_2");
        CartwrightClient client = three().build();
        call(client);
        keys();
        time.pass(AGAIN);
        call(client);
        call(client);
        assertThat(keys()).as("still refused").containsExactly("ck_1", "ck_2", "ck_2");
        valid.add("ck_1");
        time.pass(AGAIN);
        call(client);
        call(client);
        assertThat(keys()).containsExactly("ck_1", "ck_1");
        assertThat(client.pairInUse()).isZero();
    }

    @Test
    void aRefusedChangeIsMadeWithTheNextPairAsItIsSafe() {
        try (var picky =
                new FakeServer(
                        call ->
                                call.key().equals("ck_primary")
                                        ? Reply.error(401, "no")
                                        : Reply.json(200, "{\"key_id\":5}"))) {
            var client = picky.client().credentials("ck_backup", "cs_backup").build();
            client.keys().disable(5);
            assertThat(picky.seen()).extracting(FakeServer.Seen::method).containsOnly("POST");
            assertThat(picky.seen()).hasSize(2);
        }
    }

    @Test
    void aPairThatStandsTwiceIsTriedOnce() {
        CartwrightClient client =
                CartwrightClient.at(server.url())
                        .credentials("ck_1", "cs_1")
                        .credentials("ck_1", "cs_1")
                        .build();
        var _ = catchThrowableOfType(UnauthorizedException.class, () -> call(client));
        assertThat(keys()).containsExactly("ck_1");
    }

    @Test
    void aSourceIsAskedAgainForWhatTheServerRefuses() {
        var fetched = new AtomicInteger();
        SecretSource manager =
                () -> {
                    int n = fetched.incrementAndGet();
                    return new Credentials("ck_v" + n, "cs_v" + n);
                };
        valid.add("ck_v1");
        CartwrightClient client =
                CartwrightClient.at(server.url()).credentials(manager).sleeper(time).build();
        call(client);
        call(client);
        assertThat(fetched).hasValue(1);
        valid.add("ck_v2");
        valid.remove("ck_v1");
        time.pass(Duration.ofSeconds(11));
        keys();
        call(client);
        assertThat(keys()).containsExactly("ck_v1", "ck_v2");
        valid.clear();
        var _ = catchThrowableOfType(UnauthorizedException.class, () -> call(client));
        assertThat(fetched).as("not again within ten seconds").hasValue(2);
    }

    @Test
    void aBackupWhoseSourceFailsIsPassedOver() {
        valid.add("ck_3");
        SecretSource broken =
                () -> {
                    throw new java.io.IOException("vault is sealed");
                };
        CartwrightClient client =
                CartwrightClient.at(server.url())
                        .credentials("ck_1", "cs_1")
                        .credentials(broken)
                        .credentials("ck_3", "cs_3")
                        .build();
        call(client);
        assertThat(client.pairInUse()).isEqualTo(2);
        valid.clear();
        var refusal = catchThrowableOfType(UnauthorizedException.class, () -> call(client));
        assertThat(refusal).hasSuppressedException(refusal.getSuppressed()[0]);
        assertThat(refusal.getSuppressed()[0]).hasRootCauseMessage("vault is sealed");
    }

    @Test
    void aPrimaryWhoseSourceFailsFailsTheCallWithoutSendingAnything() {
        SecretSource broken =
                () -> {
                    throw new java.io.IOException("cs_hidden");
                };
        CartwrightClient client = CartwrightClient.at(server.url()).credentials(broken).build();
        var failure = catchThrowableOfType(SecretSourceException.class, () -> call(client));
        assertThat(failure).hasMessageNotContaining("cs_hidden").hasRootCauseMessage("cs_hidden");
        assertThat(failure.code()).isEqualTo("no_credentials");
        assertThat(server.seen()).isEmpty();
    }

    /// Every thread meets the refusal at about the same time; with a counter instead of a position
    /// they would run past the pair that works.
    @Test
    void parallelCallsMoveOnOnceAndNoneFails() throws InterruptedException, ExecutionException {
        valid.addAll(Set.of("ck_1", "ck_2"));
        CartwrightClient client = three().build();
        var underWay = new CountDownLatch(8 * 20);
        var results = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                results.add(
                        threads.submit(
                                () -> {
                                    for (int n = 0; n < 100; n++) {
                                        call(client);
                                        underWay.countDown();
                                    }
                                }));
            }
            underWay.await();
            valid.remove("ck_1");
            for (Future<?> result : results) {
                result.get();
            }
        }
        Map<String, Long> counts =
                server.seen().stream()
                        .collect(
                                java.util.stream.Collectors.groupingBy(
                                        FakeServer.Seen::key,
                                        java.util.stream.Collectors.counting()));
        assertThat(counts).doesNotContainKey("ck_3");
        assertThat(counts.getOrDefault("ck_1", 0L) + counts.getOrDefault("ck_2", 0L))
                .as("at most one refusal for each thread")
                .isBetween(800L, 808L);
        assertThat(client.pairInUse()).isEqualTo(1);
    }

    @Test
    void parallelCallsSurviveARingThatTurnsTwice() throws InterruptedException, ExecutionException {
        valid.addAll(Set.of("ck_1", "ck_2", "ck_3"));
        CartwrightClient client = three().build();
        var calls = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(9)) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                results.add(
                        threads.submit(
                                () -> {
                                    while (calls.incrementAndGet() < 2000) {
                                        call(client);
                                    }
                                }));
            }
            awaitCalls(calls, 300);
            valid.remove("ck_1");
            awaitCalls(calls, 800);
            valid.remove("ck_2");
            awaitCalls(calls, 1300);
            valid.add("ck_1");
            time.pass(AGAIN);
            for (Future<?> result : results) {
                result.get();
            }
        }
        assertThat(client.pairInUse()).as("back at the primary").isZero();
    }

    private static void awaitCalls(AtomicInteger calls, int number) {
        while (calls.get() < number) {
            Thread.onSpinWait();
        }
    }
}
