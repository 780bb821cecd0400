package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {
    @TempDir Path directory;

    @Test
    void onlyOneHoldsIt() {
        DataDirectoryLock first = DataDirectoryLock.tryAcquire(directory).orElseThrow();
        assertThat(DataDirectoryLock.tryAcquire(directory)).isEmpty();
        assertThat(DataDirectoryLock.serverRuns(directory)).isTrue();
        first.close();
        assertThat(DataDirectoryLock.serverRuns(directory)).isFalse();
        DataDirectoryLock.tryAcquire(directory).orElseThrow().close();
    }

    /// A second channel on the file, once collected as garbage, would take the lock with it.
    @Test
    void otherProcessesSeeItAlsoAfterThisOneLookedAtIt() throws Exception {
        try (var _ = DataDirectoryLock.tryAcquire(directory).orElseThrow()) {
            assertThat(seenByAnotherProcess()).isEqualTo("true");
            for (int i = 0; i < 3; i++) {
                assertThat(DataDirectoryLock.serverRuns(directory)).isTrue();
                System.gc();
            }
            assertThat(seenByAnotherProcess()).isEqualTo("true");
        }
        assertThat(seenByAnotherProcess()).isEqualTo("false");
    }

    private String seenByAnotherProcess() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Look.class.getName(),
                                        directory.toString()))
                        .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return new String(output, StandardCharsets.UTF_8).strip();
    }

    /// What another process finds.
    public static final class Look {
        private Look() {}

        public static void main(String[] arguments) {
            System.out.println(DataDirectoryLock.serverRuns(Path.of(arguments[0])));
        }
    }
}
