package dev.cartwright.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/// Kills the store's process and the server in turns. By hand: `bench/kill-nine 200`.
final class KillNineRun {
    private KillNineRun() {}

    /// @param args how many kills, and a seed when a run is to be repeated
    public static void main(String[] args) throws Exception {
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        Path directory = Files.createTempDirectory("kill-nine");
        System.out.println(run(directory, Integer.parseInt(args[0]), KillNine.LONGEST_LIFE, seed));
        delete(directory);
    }

    /// What was done, as one sentence.
    ///
    /// @param directory an empty one; stays as it is after a failure
    /// @param longest a process lives after its load began
    static String run(Path directory, int kills, Duration longest, long seed) throws Exception {
        System.out.printf("seed %d%n", seed);
        var random = new Random(seed);
        var store = new KillNine(directory.resolve("store.db"), new Random(random.nextLong()));
        Path http = Files.createDirectory(directory.resolve("http"));
        var server = new KillNineHttp(http, new Random(random.nextLong()));
        for (int i = 0; i < kills; i++) {
            try {
                if (i % 2 == 0) {
                    store.kill("run" + i, longest);
                } else {
                    server.kill(longest);
                }
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "seed %d, kill %d, see %s".formatted(seed, i, directory), e);
            }
        }
        if (store.acknowledged() < kills || server.acknowledged() < kills) {
            throw new AssertionError("hardly anything was written");
        }
        return "%d kills: %,d writes acknowledged by the store, %,d requests by the server;"
                        .formatted(kills, store.acknowledged(), server.acknowledged())
                + " none lost, nothing half done (seed %d)".formatted(seed);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
