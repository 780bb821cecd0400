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
    /// So many kills on one database.
    private static final int ROUND = 20;

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
        long writes = 0;
        long requests = 0;
        for (int done = 0; done < kills; done += ROUND) {
            var round = new Round(Files.createDirectory(directory.resolve("from-" + done)), random);
            try {
                round.run(Math.min(ROUND, kills - done), longest);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed %d, after %d kills".formatted(seed, done), e);
            }
            writes += round.store.acknowledged();
            requests += round.server.acknowledged();
            delete(round.directory);
            System.out.printf("%d of %d kills%n", Math.min(done + ROUND, kills), kills);
        }
        return "%d kills: %,d writes acknowledged by the store, %,d requests by the server;"
                        .formatted(kills, writes, requests)
                + " none lost, nothing half done (seed %d)".formatted(seed);
    }

    /// Some kills of one store and one server, each on a database of its own. Every check reads all
    /// there is, so each round begins anew.
    private static final class Round {
        private final Path directory;
        private final KillNine store;
        private final KillNineHttp server;

        Round(Path directory, Random random) throws Exception {
            this.directory = directory;
            store = new KillNine(directory.resolve("store.db"), new Random(random.nextLong()));
            Path http = Files.createDirectory(directory.resolve("http"));
            server = new KillNineHttp(http, new Random(random.nextLong()));
        }

        void run(int kills, Duration longest) throws Exception {
            for (int i = 0; i < kills; i++) {
                try {
                    if (i % 2 == 0) {
                        store.kill("run" + i, longest);
                    } else {
                        server.kill(longest);
                    }
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("kill %d, see %s".formatted(i, directory), e);
                }
            }
            if (store.acknowledged() < kills || kills > 1 && server.acknowledged() < kills) {
                throw new AssertionError("hardly anything was written, see " + directory);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
