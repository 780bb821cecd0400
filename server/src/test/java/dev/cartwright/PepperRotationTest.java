package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyFile;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.cli.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pepper of a running server is rotated from outside, as the command line does it.
class PepperRotationTest {
    private static final String ONE_CART = "/wp-json/cocart/v2/session/none";
    private static final int CALLERS = 4;

    @TempDir Path directory;

    @Test
    void noCallFailsWhileThePepperIsRotatedAndTheOldOneRetired() throws Exception {
        try (var running = new RunningServer(directory, Map.of())) {
            var keys = new ArrayList<NewKey>();
            for (int i = 0; i < CALLERS; i++) {
                keys.add(running.newKey(Permission.READ));
            }
            var stop = new AtomicBoolean();
            var calls = new AtomicInteger();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> failures =
                        keys.stream()
                                .map(key -> callers.submit(() -> failed(running, key, stop, calls)))
                                .toList();
                try (Installation tool = RunningServer.secondHandle(directory)) {
                    rotate(tool, running, calls);
                } finally {
                    stop.set(true);
                }
                for (Future<Integer> failed : failures) {
                    assertThat(failed.get()).isZero();
                }
            }
            assertThat(calls).hasPositiveValue();
            for (NewKey key : keys) {
                assertThat(running.get(ONE_CART, key).statusCode()).isEqualTo(404);
            }
        }
    }

    private void rotate(Installation tool, RunningServer running, AtomicInteger calls)
            throws IOException {
        var rarelyUsed = new ArrayList<NewKey>();
        for (int pepper = 2; pepper <= 3; pepper++) {
            int current = pepper;
            assertThat(tool.rotateKeyFile(false)).isEqualTo(current);
            tool.awaitServers();
            try (Installation later = RunningServer.secondHandle(directory)) {
                NewKey made = RunningServer.newKey(later, Permission.READ);
                assertThat(made.key().secret().pepperId()).isEqualTo(current);
                later.awaitServers();
                assertThat(running.get(ONE_CART, made).statusCode()).isEqualTo(404);
                rarelyUsed.add(made);
            }
            NewKey here = running.newKey(Permission.READ);
            assertThat(here.key().secret().pepperId()).isEqualTo(current);
            assertThat(running.get(ONE_CART, here).statusCode()).isEqualTo(404);
            rarelyUsed.add(here);
            for (NewKey old : rarelyUsed) {
                assertThat(running.get(ONE_CART, old).statusCode()).isEqualTo(404);
            }
            Soon.await("keys in use come under the new pepper", () -> peppers(tool, current) == 0);
            KeyFile.retire(tool.keyFile(), current - 1, List.of(current));
            int before = calls.get();
            Soon.await("calls go on", () -> calls.get() > before + CALLERS);
        }
        Soon.await(
                "the retired ones are gone",
                () -> running.server.installation().sealing().keyFile().ids().equals(List.of(3)));
    }

    /// How many keys are not under this pepper.
    private static long peppers(Installation tool, int current) {
        return tool.keys().all().stream()
                .map(ConsumerKey::secret)
                .filter(secret -> secret.pepperId() != current)
                .count();
    }

    private static int failed(
            RunningServer running, NewKey key, AtomicBoolean stop, AtomicInteger calls)
            throws IOException {
        int failed = 0;
        while (!stop.get()) {
            failed += running.get(ONE_CART, key).statusCode() == 404 ? 0 : 1;
            calls.incrementAndGet();
        }
        return failed;
    }

    @Test
    void aBrokenFileIsLoggedAndTheOldStaysInUse() throws Exception {
        try (var running = new RunningServer(directory, Map.of())) {
            NewKey key = running.newKey(Permission.READ);
            Path file = running.server.installation().keyFile();
            String good = Files.readString(file);
            Files.writeString(file, "1 broken\n");
            Soon.await("it is logged", () -> running.log().contains("not taken over"));
            assertThat(running.get(ONE_CART, key).statusCode()).isEqualTo(404);
            Files.writeString(file, good);
            try (Installation tool = RunningServer.secondHandle(directory)) {
                assertThat(tool.rotateKeyFile(false)).isEqualTo(2);
            }
            Soon.await("it is mended", () -> running.log().contains("took over"));
            assertThat(running.newKey(Permission.READ).key().secret().pepperId()).isEqualTo(2);
            assertThat(running.log()).doesNotContain(good.lines().toList().getLast().split(" ")[1]);
        }
    }
}
