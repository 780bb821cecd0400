package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Permission;
import dev.cartwright.limit.RateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A key's own limit, set over REST, under many callers.
@Timeout(600)
class KeysOwnLimitTest {
    private static final int CALLERS = 64;

    /// So many refusals in a row mean that nothing is left, whatever was under way.
    private static final int USED_UP = 5 * CALLERS;

    @TempDir Path directory;

    private final AtomicInteger let = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void sixtyFourCallersGetWhatItSaysAlsoWhenItIsChangedUnderWay() throws Exception {
        try (var running = new RunningServer(directory, Map.of())) {
            var manager = KeyHolder.of(running, running.newKey(Permission.READ_WRITE));
            var made =
                    manager.post("keys", "{\"description\":\"limited\",\"rate_limit\":600}")
                            .wanted(201);
            String path = "keys/" + made.body().path("key_id").asLong();
            var caller = KeyHolder.of(running, made.body());
            long start = System.nanoTime();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = start(caller, threads);
                try {
                    awaitUsedUp();
                    assertThat(let.get()).isBetween(594, 606);
                    limit(manager, path, "1000");
                    awaitUsedUp();
                    assertThat(let.get()).isBetween(990, 1_010);
                    limit(manager, path, "200");
                    int before = let.get();
                    awaitUsedUp();
                    assertThat(let.get()).as("what was used stays used").isEqualTo(before);
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .as("all of it in one window")
                            .isLessThan(RateLimits.WINDOW);
                    isTold(caller);
                    limit(manager, path, "null");
                    awaitLet(2 * before);
                } finally {
                    enough.set(true);
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
        }
    }

    private static void limit(KeyHolder manager, String path, String calls) {
        var changed = manager.patch(path, "{\"rate_limit\":" + calls + "}").wanted(200);
        assertThat(changed.body().path("rate_limit").toString()).isEqualTo(calls);
    }

    private static void isTold(KeyHolder caller) {
        var answer = caller.get("whoami").wanted(429);
        assertThat(answer.code()).isEqualTo("rate_limit_exceeded");
        assertThat(answer.header("RateLimit-Limit")).contains("200");
        assertThat(answer.header("RateLimit-Remaining")).contains("0");
        assertThat(answer.header("RateLimit-Policy")).contains("\"default\";q=200;w=60");
        assertThat(Integer.parseInt(answer.header("Retry-After").orElseThrow())).isBetween(1, 60);
    }

    private List<Future<?>> start(KeyHolder caller, ExecutorService threads) {
        var all = new ArrayList<Future<?>>();
        for (int i = 0; i < CALLERS; i++) {
            all.add(
                    threads.submit(
                            () -> {
                                while (!enough.get()) {
                                    count(caller.get("whoami").status());
                                }
                            }));
        }
        return all;
    }

    private void count(int status) {
        assertThat(status).isIn(200, 429);
        (status == 200 ? let : refused).incrementAndGet();
    }

    private void awaitUsedUp() throws InterruptedException {
        int before = refused.get();
        await(() -> refused.get() >= before + USED_UP);
    }

    private void awaitLet(int calls) throws InterruptedException {
        await(() -> let.get() >= calls);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + RateLimits.WINDOW.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
