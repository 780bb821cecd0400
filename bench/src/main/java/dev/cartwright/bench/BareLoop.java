package dev.cartwright.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// What one thread can write to our schema when it has nothing else to do: one changed cart is its
/// row, its contents, an event and the spans it is counted in, of its expiry, change and total.
final class BareLoop implements AutoCloseable {
    private static final int GROUP = 64;

    private final Connection connection;
    private final PreparedStatement row;
    private final PreparedStatement document;
    private final PreparedStatement event;
    private final PreparedStatement expiryHour;
    private final PreparedStatement updatedHour;
    private final PreparedStatement totalSpan;
    private final byte[] body;
    private final long carts;
    private final InstantSource clock = InstantSource.system();

    BareLoop(Path file, long carts) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        this.carts = carts;
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            // as the store sets them
            statement.execute("PRAGMA cache_size = -24000");
            statement.execute("PRAGMA wal_autocheckpoint = 16000");
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT body FROM session_document WHERE session_id = 1")) {
                body = rows.getBytes(1);
            }
        }
        connection.setAutoCommit(false);
        row =
                connection.prepareStatement(
                        """
                        UPDATE session SET updated = ?, last_activity = ?, expiry = ?,
                            total_fixed = ?, total = ?, version = version + 1
                        WHERE id = ?""");
        document =
                connection.prepareStatement(
                        "UPDATE session_document SET body = ? WHERE session_id = ?");
        event =
                connection.prepareStatement(
                        """
                        INSERT INTO event (at, actor_kind, actor_id, type, subject)
                        VALUES (?, 'SHOPPER', '', 'CART_UPDATED', ?)""");
        expiryHour = counts("expiry_hour", "hour");
        updatedHour = counts("updated_hour", "hour");
        totalSpan = counts("total_span", "start");
    }

    private PreparedStatement counts(String table, String span) throws SQLException {
        return connection.prepareStatement(
                """
                INSERT INTO %1$s (%2$s, shard, n) VALUES (?, 0, ?)
                ON CONFLICT (%2$s, shard) DO UPDATE SET n = n + excluded.n"""
                        .formatted(table, span));
    }

    /// Writes a second.
    double run(int seconds) throws SQLException {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long written = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < GROUP; i++) {
                change();
            }
            connection.commit();
            written += GROUP;
        }
        return written * 1e9 / (System.nanoTime() - begin);
    }

    private void change() throws SQLException {
        var random = ThreadLocalRandom.current();
        long id = random.nextLong(Math.min(carts, 20_000)) + 1;
        long now = clock.instant().getEpochSecond();
        long expiry = now + Duration.ofDays(7).toSeconds();
        long total = random.nextLong(100_000);
        row.setLong(1, now);
        row.setLong(2, now);
        row.setLong(3, expiry);
        row.setLong(4, total * 10_000);
        row.setLong(5, total);
        row.setLong(6, id);
        row.executeUpdate();
        document.setBytes(1, body);
        document.setLong(2, id);
        document.executeUpdate();
        event.setLong(1, now);
        event.setLong(2, id);
        event.executeUpdate();
        move(expiryHour, expiry / 3_600);
        move(updatedHour, now / 3_600);
        move(totalSpan, total / 1_000 * 10_000_000);
    }

    /// A session leaves one span for another.
    private static void move(PreparedStatement span, long to) throws SQLException {
        for (int by : new int[] {1, -1}) {
            span.setLong(1, to);
            span.setInt(2, by);
            span.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
