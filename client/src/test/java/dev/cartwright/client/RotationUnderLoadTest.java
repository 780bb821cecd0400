package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A key is exchanged on the real server while eight threads use it; no call fails, and the server
/// tells who still comes with the old one.
@Timeout(600)
class RotationUnderLoadTest {
    private static final int THREADS = 8;
    private static final long MANY = 100;

    @TempDir private static Path directory;

    private static ServerProcess server;
    private static Credentials managing;
    private static Keys keys;

    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeAll
    static void start() throws IOException {
        server = new ServerProcess(directory);
        managing = server.createKey("read_write");
        keys = CartwrightClient.at(server.url()).credentials(managing).build().keys();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// Made on the command line, as the guide types it.
    private static Credentials onTheCommandLine(String purpose) throws IOException {
        return Credentials.parse(
                server.run(
                                "api",
                                "create",
                                "--user=1",
                                "--description=CoCart Sessions API - " + purpose,
                                "--permissions=read",
                                "--porcelain")
                        .lines()
                        .toList()
                        .getLast());
    }

    private static ConsumerKey described(String purpose) {
        return keys.stream(KeyQuery.all().search(purpose)).findFirst().orElseThrow();
    }

    @Test
    void aBackupTakesOverWhenTheOverlapIsEnded() throws Exception {
        Credentials old = onTheCommandLine("Read Only");
        long oldId = described("Read Only").id();
        NewKey rolled = keys.roll(oldId, Overlap.of(Duration.ofDays(1)));
        long newId = rolled.key().id();
        CartwrightClient rotating =
                CartwrightClient.at(server.url())
                        .credentials(old)
                        .credentials(rolled.credentials())
                        .userAgent("nightly-report/1.0")
                        .build();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> load = start(threads, rotating);
            try {
                await(() -> keys.usage(oldId, 1).callsLastHour() > MANY, load);
                KeyUsage before = keys.usage(oldId, 1);
                assertThat(before.lastClient()).contains("nightly-report/1.0");
                assertThat(before.lastAddress()).contains("127.0.0.1");
                assertThat(before.errors()).isZero();
                assertThat(keys.usage(newId, 1).calls()).isZero();
                assertThat(rotating.pairInUse()).isZero();
                assertThat(keys.end(oldId).status()).isEqualTo("expired");
                await(() -> keys.usage(newId, 1).callsLastHour() > MANY, load);
            } finally {
                enough.set(true);
            }
            for (Future<?> one : load) {
                one.get();
            }
        }
        assertThat(rotating.pairInUse()).isEqualTo(1);
        KeyUsage after = keys.usage(newId, 1);
        assertThat(after.errors()).isZero();
        assertThat(after.lastClient()).contains("nightly-report/1.0");
        KeyUsage silent = keys.usage(oldId, 1);
        assertThat(silent.errors())
                .as("each thread met the end at most once")
                .isBetween(1L, (long) THREADS);
        assertThat(silent.lastUsed().orElseThrow())
                .isBeforeOrEqualTo(after.lastUsed().orElseThrow());
        assertThat(server.log())
                .doesNotContain(old.secret(), rolled.credentials().secret(), managing.secret());
    }

    /// The guide's way with a secret manager: one place to change, and no overlap to wait for.
    @Test
    void aSourceGivesTheNewPairOfAKeyThatIsRolledUnderWay() throws Exception {
        var secret = new AtomicReference<>(onTheCommandLine("Managed"));
        long oldId = described("Managed").id();
        CartwrightClient managed =
                CartwrightClient.at(server.url())
                        .credentials(() -> Objects.requireNonNull(secret.get()))
                        .credentials(onTheCommandLine("Spare"))
                        .build();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> load = start(threads, managed);
            NewKey rolled;
            try {
                await(() -> keys.usage(oldId, 1).calls() > MANY, load);
                rolled = keys.roll(oldId, Overlap.untilSilentFor(1));
                secret.set(rolled.credentials());
                keys.end(oldId);
                long spare = described("Spare").id();
                long newId = rolled.key().id();
                await(
                        () -> keys.usage(newId, 1).calls() + keys.usage(spare, 1).calls() > MANY,
                        load);
            } finally {
                enough.set(true);
            }
            for (Future<?> one : load) {
                one.get();
            }
        }
        assertThat(keys.get(oldId).usable()).isFalse();
        assertThat(keys.get(oldId).ends().orElseThrow()).isBefore(Instant.now().plusSeconds(1));
    }

    private List<Future<?>> start(ExecutorService threads, CartwrightClient client) {
        var load = new ArrayList<Future<?>>();
        for (int i = 0; i < THREADS; i++) {
            load.add(
                    threads.submit(
                            () -> {
                                while (!enough.get()) {
                                    client.sessions().list(SessionQuery.all().perPage(1));
                                }
                            }));
        }
        return load;
    }

    /// A call that fails ends its thread, and the wait.
    private static void await(BooleanSupplier condition, List<Future<?>> load)
            throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("calls come in").isLessThan(deadline);
            for (Future<?> one : load) {
                if (one.isDone()) {
                    one.get();
                }
            }
            Thread.sleep(20);
        }
    }
}
