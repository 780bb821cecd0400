package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("cartwright.db");
    }

    private Database open() {
        return Database.sqlite(file(), InstantSource.system());
    }

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        try (Database database = open()) {
            database.write(handle -> bump(handle, "keys"));
            assertThat(database.revision("keys")).isEqualTo(1);
        }
        try (Database database = open()) {
            database.write(handle -> bump(handle, "keys"));
            assertThat(database.revision("keys")).isEqualTo(2);
            assertThat(database.revision("users")).isZero();
        }
    }

    @Test
    void everyAcknowledgedWriteOfManyThreadsIsThereAndWhole() throws InterruptedException {
        try (Database database = open()) {
            var failed = new AtomicInteger();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 64; i++) {
                String name = "thread " + i;
                threads.add(
                        Thread.startVirtualThread(
                                () -> {
                                    for (int n = 0; n < 50; n++) {
                                        writeTwice(database, name, n % 10 == 9, failed);
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failed).hasValue(64 * 5);
        }
        try (Database database = open()) {
            for (int i = 0; i < 64; i++) {
                assertThat(database.revision("thread " + i)).isEqualTo(2 * 45);
            }
        }
    }

    /// Two changes in one unit; a unit that fails after the first must leave none of them.
    private static void writeTwice(
            Database database, String name, boolean failing, AtomicInteger failed) {
        try {
            database.write(
                    handle -> {
                        bump(handle, name);
                        if (failing) {
                            throw new IllegalStateException("planned");
                        }
                        return bump(handle, name);
                    });
        } catch (IllegalStateException _) {
            failed.incrementAndGet();
        }
    }

    @Test
    void aFailedCommitAcknowledgesNothingAndTheNextOneWorks() throws SQLException {
        open().close();
        var broken = new AtomicBoolean();
        SqliteTransaction.Commit commit =
                statement -> {
                    if (broken.get()) {
                        throw new SQLException("disk I/O error");
                    }
                    statement.execute("COMMIT");
                };
        var engine = SqliteEngine.open(file(), commit);
        try (var database = new Database(engine, InstantSource.system())) {
            database.write(handle -> bump(handle, "a"));
            broken.set(true);
            assertThatThrownBy(() -> database.write("could not try", h -> bump(h, "a")))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("could not try");
            assertThat(database.revision("a")).isEqualTo(1);
            broken.set(false);
            database.write(handle -> bump(handle, "a"));
            assertThat(database.revision("a")).isEqualTo(2);
        }
    }

    @Test
    void aReadSeesOneSnapshotWhateverIsWrittenMeanwhile() {
        try (Database database = open()) {
            database.write(handle -> bump(handle, "a"));
            long[] seen =
                    database.read(
                            handle -> {
                                long before = revision(handle, "a");
                                database.write(other -> bump(other, "a"));
                                return new long[] {before, revision(handle, "a")};
                            });
            assertThat(seen).containsExactly(1, 1);
            assertThat(database.revision("a")).isEqualTo(2);
        }
    }

    @Test
    void anotherProcessMayWriteToTheSameFile() throws InterruptedException {
        try (Database first = open();
                Database second = open()) {
            Thread other =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 200; i++) {
                                            second.write(handle -> bump(handle, "a"));
                                        }
                                    });
            for (int i = 0; i < 200; i++) {
                first.write(handle -> bump(handle, "a"));
            }
            other.join();
            assertThat(first.revision("a")).isEqualTo(400);
        }
    }

    @Test
    void aClosedDatabaseRefusesWork() {
        Database database = open();
        database.close();
        assertThatThrownBy(() -> database.write(handle -> bump(handle, "a")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> database.revision("a")).isInstanceOf(StoreException.class);
        database.close();
    }

    @Test
    void onlyOneServerMayHoldADataDirectory() {
        DataDirectoryLock lock = DataDirectoryLock.tryAcquire(directory).orElseThrow();
        assertThat(DataDirectoryLock.tryAcquire(directory)).isEmpty();
        assertThat(DataDirectoryLock.serverRuns(directory)).isTrue();
        open().close();
        lock.close();
        assertThat(DataDirectoryLock.serverRuns(directory)).isFalse();
    }

    @Test
    void tablesOfANewerProgramAreRefused() throws SQLException {
        open().close();
        try (var connection = SqliteEngine.connect(file());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO cartwright_schema_history SELECT 99, '999', 'later', 'SQL',"
                            + " 'V999__later.sql', 0, 'x', installed_on, 1, 1"
                            + " FROM cartwright_schema_history LIMIT 1");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer");
    }

    @Test
    void aSecondOpeningHasNothingToMigrate() throws SQLException {
        open().close();
        try (var connection = SqliteEngine.connect(file())) {
            assertThat(Migrations.applied(connection))
                    .isNotEmpty()
                    .isEqualTo(Migrations.known(Dialect.SQLITE));
        }
    }

    private static long bump(Handle handle, String name) throws SQLException {
        Database.bump(handle, name);
        return revision(handle, name);
    }

    private static long revision(Handle handle, String name) throws SQLException {
        PreparedStatement statement = handle.prepare("SELECT n FROM revision WHERE name = ?");
        statement.setString(1, name);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
