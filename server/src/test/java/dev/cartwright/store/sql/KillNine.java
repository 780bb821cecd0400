package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.StoredSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Kills a process that writes into the store, again and again, and looks whether anything it
/// acknowledged is lost or anything is half done. [KillNineHttp] does so with a server.
final class KillNine {
    static final Duration LONGEST_LIFE = Duration.ofSeconds(2);
    static final Duration SHORTEST_LIFE = Duration.ofMillis(50);

    private final Path file;
    private final Random random;
    private long acknowledged;

    KillNine(Path file, Random random) {
        this.file = file;
        this.random = random;
    }

    private List<String> command(String prefix) {
        var command = java(KillNineChild.class.getName());
        command.addAll(List.of(file.toString(), prefix, Long.toString(random.nextLong())));
        return command;
    }

    /// Starts a class of ours; arguments may be added.
    static List<String> java(String mainClass) {
        return new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        mainClass));
    }

    long acknowledged() {
        return acknowledged;
    }

    /// What a key's caller said last; totals of 0 mean that it is not live.
    static final class Said {
        private long sure;
        private @Nullable Long underWay;

        static Said of(long sure, @Nullable Long underWay) {
            var said = new Said();
            said.sure = sure;
            said.underWay = underWay;
            return said;
        }
    }

    /// Starts the process, kills it some time after its first acknowledgement, and checks.
    void kill(String prefix, Duration longest) throws Exception {
        Process process =
                new ProcessBuilder(command(prefix))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Map<String, Said> said;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            said =
                    listen(
                            process,
                            lines,
                            random.nextLong(SHORTEST_LIFE.toMillis(), longest.toMillis()));
        } finally {
            process.destroyForcibly().waitFor();
        }
        check(file, said);
    }

    private Map<String, Said> listen(Process process, BufferedReader lines, long millis)
            throws IOException {
        var said = new HashMap<String, Said>();
        @Nullable Thread killer = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 3 || !(parts[0].equals("I") || parts[0].equals("A"))) {
                continue; // a line cut off by the end, or of a log
            }
            note(said.computeIfAbsent(parts[1], _ -> new Said()), parts);
            if (killer == null && parts[0].equals("A")) {
                killer = Thread.startVirtualThread(() -> killAfter(process, millis));
            }
        }
        if (killer == null) {
            throw new IllegalStateException("the process ended before its first write");
        }
        return said;
    }

    private void note(Said said, String[] parts) {
        long total = Long.parseLong(parts[2]);
        if (parts[0].equals("I")) {
            said.underWay = total;
            return;
        }
        said.sure = total;
        said.underWay = null;
        acknowledged++;
    }

    /// SIGKILL, as `kill -9`.
    private static void killAfter(Process process, long millis) {
        try {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.toHandle().destroyForcibly(); // leaves what it has said readable
    }

    static void check(Path file, Map<String, Said> said) throws SQLException {
        try (Database database = Database.sqlite(file, InstantSource.system())) {
            var store = new SqlSessionStore(database);
            said.forEach(
                    (key, last) -> {
                        var found = store.find(new CartKey(key));
                        long total = found.map(KillNine::total).orElse(0L);
                        Long other = last.underWay;
                        if (total != last.sure && (other == null || other != total)) {
                            throw new AssertionError(
                                    "%s: %d was acknowledged, %d under way, found %d"
                                            .formatted(key, last.sure, other, total));
                        }
                    });
        }
        HalfDone.check(file);
    }

    /// The row's total, which must be the document's.
    static long total(StoredSession stored) {
        long inDocument =
                switch (stored.document()) {
                    case CartDocument.Readable readable -> readable.cart().totals().total();
                    case CartDocument.Unreadable _ -> -1;
                };
        if (inDocument != stored.session().total()) {
            throw new AssertionError("row and document differ: " + stored.session());
        }
        return inDocument;
    }
}
