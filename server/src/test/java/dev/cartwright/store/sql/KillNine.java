package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.StoredSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Kills a process that writes, again and again, and looks whether anything it acknowledged is lost
/// or anything is half done.
///
/// By hand, 200 times: `java -cp <test class path> dev.cartwright.store.sql.KillNine 200`.
final class KillNine {
    /// How to start a process that writes and speaks as [KillNineChild] does; one that drives the
    /// server over HTTP may stand here too.
    @FunctionalInterface
    interface Child {
        List<String> command(Path file, String keyPrefix, long seed);
    }

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(2);
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(50);

    private final Path file;
    private final Child child;
    private final Random random;
    private long acknowledged;

    KillNine(Path file, Child child, Random random) {
        this.file = file;
        this.child = child;
        this.random = random;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("kill-nine");
        long seed = System.nanoTime();
        var harness = new KillNine(directory.resolve("k.db"), ofStore(), new Random(seed));
        int kills = Integer.parseInt(args[0]);
        for (int i = 0; i < kills; i++) {
            harness.kill("run" + i, LONGEST_LIFE);
        }
        System.out.printf(
                "%d kills, %,d acknowledged writes, none lost (seed %d)%n",
                kills, harness.acknowledged(), seed);
    }

    static Child ofStore() {
        return (file, prefix, seed) ->
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillNineChild.class.getName(),
                        file.toString(),
                        prefix,
                        Long.toString(seed));
    }

    long acknowledged() {
        return acknowledged;
    }

    /// What a key's caller said last; totals of 0 mean that it is not live.
    private static final class Said {
        private long sure;
        private @Nullable Long underWay;
    }

    /// Starts the process, kills it some time after its first acknowledgement, and checks.
    void kill(String prefix, Duration longest) throws Exception {
        Process process =
                new ProcessBuilder(child.command(file, prefix, random.nextLong()))
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
        check(said);
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

    private void check(Map<String, Said> said) throws SQLException {
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
        try (Connection connection = SqliteEngine.connect(file);
                Statement statement = connection.createStatement()) {
            for (String wrong : HALF_DONE) {
                try (ResultSet rows = statement.executeQuery(wrong)) {
                    if (rows.next()) {
                        throw new AssertionError("half done: " + wrong);
                    }
                }
            }
        }
        DatabaseCheck health = DatabaseCheck.sqlite(file, true);
        if (!health.sound() || health.sessions() != health.counted()) {
            throw new AssertionError("not sound: " + health);
        }
    }

    /// The row's total, which must be the document's.
    private static long total(StoredSession stored) {
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

    /// Queries for what must not be.
    private static final List<String> HALF_DONE =
            List.of(
                    """
                    SELECT s.id FROM session s LEFT JOIN session_document d ON d.session_id = s.id
                    WHERE d.session_id IS NULL""",
                    """
                    SELECT d.session_id FROM session_document d
                    WHERE d.session_id NOT IN (SELECT id FROM session)""",
                    """
                    SELECT session_id FROM session_product
                    WHERE session_id NOT IN (SELECT id FROM session)""",
                    """
                    SELECT session_id FROM session_word
                    WHERE session_id NOT IN (SELECT id FROM session)""",
                    """
                    SELECT s.id FROM session s JOIN session_document d ON d.session_id = s.id
                    WHERE d.products <> coalesce((SELECT group_concat(product_id, ',') FROM (
                        SELECT product_id FROM session_product p
                        WHERE p.session_id = s.id ORDER BY product_id)), '')""",
                    """
                    SELECT s.id FROM session s
                    JOIN (SELECT subject, count(*) AS n FROM event GROUP BY subject) e
                        ON e.subject = s.id
                    WHERE e.n <> s.version""",
                    """
                    SELECT 1 WHERE (SELECT count(*) FROM session WHERE live = 1)
                        <> (SELECT coalesce(sum(n), 0) FROM expiry_hour)""",
                    """
                    SELECT source FROM session WHERE live = 1 GROUP BY source
                    HAVING count(*) <> (SELECT n FROM counter
                        WHERE kind = 'source' AND value = source)""",
                    """
                    SELECT 1 WHERE (SELECT count(*) FROM session WHERE live = 1 AND owner = 0)
                        <> coalesce((SELECT n FROM counter
                            WHERE kind = 'owner' AND value = 'guest'), 0)""");
}
