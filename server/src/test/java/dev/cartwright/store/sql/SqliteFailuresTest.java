package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Outage;
import dev.cartwright.session.SampleCarts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFailuresTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final int CALLERS = 32;

    @TempDir private Path directory;
    private Database database;
    private SqlSessionStore store;

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("test.db"), InstantSource.fixed(NOW));
        store = new SqlSessionStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// As SQLite says it of a disk, of a file that may not grow.
    private void room(boolean enough) {
        pragma("max_page_count = " + (enough ? 1_000_000 : 1));
    }

    private void pragma(String text) {
        database.write(
                handle -> {
                    try (Statement statement = handle.connection().createStatement()) {
                        return statement.execute("PRAGMA " + text);
                    }
                });
    }

    private void save(String key) {
        var cart = SampleCarts.cart(100, "", "x".repeat(30_000), "", 42);
        store.save(SampleCarts.draft(key, NOW, cart), Actor.SHOPPER);
    }

    @Test
    void aFullDiskRefusesWritesAndReadsGoOn() {
        save("before_A");
        room(false);
        assertThatThrownBy(() -> save("after_A"))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("no room left");
        assertThat(store.find(new CartKey("after_A"))).isEmpty();
        assertThat(store.find(new CartKey("before_A"))).isPresent();
        room(true);
        save("after_A");
        assertThat(store.find(new CartKey("after_A"))).isPresent();
        assertThat(store.counts().live()).isEqualTo(2);
    }

    /// A full disk takes back a whole group of writes; each of them is told, and none is called a
    /// fault of ours.
    @Test
    void manyWritersAtAFullDiskAreEachToldTheTruth() throws Exception {
        room(false);
        var done = ConcurrentHashMap.<String>newKeySet();
        var faults = ConcurrentHashMap.<RuntimeException>newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                String key = "cart" + i + "_A";
                threads.execute(
                        () -> {
                            try {
                                save(key);
                                done.add(key);
                            } catch (Outage _) {
                                // told the truth, if it is not there
                            } catch (RuntimeException e) {
                                faults.add(e);
                            }
                        });
            }
        }
        assertThat(faults).isEmpty();
        for (int i = 0; i < CALLERS; i++) {
            String key = "cart" + i + "_A";
            assertThat(store.find(new CartKey(key)).isPresent()).isEqualTo(done.contains(key));
        }
        assertThat(store.counts().live()).isEqualTo(done.size());
    }

    @Test
    void aFileThatMayNotBeWrittenIsAnOutageToWriters() {
        pragma("query_only = ON");
        assertThatThrownBy(() -> save("one_A"))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("cannot be written");
        assertThat(store.counts().live()).isZero();
    }

    @Test
    void aLockOfAnotherProgramIsAnOutage() throws SQLException {
        try (Connection other = SqliteEngine.connect(directory.resolve("test.db"));
                Connection ours = SqliteEngine.connect(directory.resolve("test.db"));
                Statement theirs = other.createStatement();
                Statement mine = ours.createStatement()) {
            theirs.execute("BEGIN IMMEDIATE");
            mine.execute("PRAGMA busy_timeout = 0");
            SQLException busy =
                    catchThrowableOfType(SQLException.class, () -> mine.execute("BEGIN IMMEDIATE"));
            assertThat(SqliteFailures.isBusy(busy)).isTrue();
            assertThat(SqliteFailures.of("could not try", busy))
                    .isInstanceOf(Outage.class)
                    .hasMessageContaining("busy");
        }
    }

    @Test
    void everythingElseIsAFault() {
        List<SQLException> faults = new ArrayList<>(List.of(new SQLException("disk I/O error")));
        faults.add(
                new org.sqlite.SQLiteException(
                        "malformed", org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT));
        faults.add(
                new org.sqlite.SQLiteException(
                        "fsync", org.sqlite.SQLiteErrorCode.SQLITE_IOERR_FSYNC));
        for (SQLException fault : faults) {
            assertThat(SqliteFailures.of("could not try", fault))
                    .isInstanceOf(StoreException.class);
        }
    }
}
