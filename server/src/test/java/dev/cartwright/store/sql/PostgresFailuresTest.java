package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.Soon;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresFailuresTest {
    private static final int WRITERS = 8; // as many as the pool has

    private Database database;

    @BeforeEach
    void open() {
        database = EmbeddedPostgresServer.freshDatabase(InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConnectionThatIsLostBeforeTheCommitDidNothing() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> {
                                            Database.bump(handle, "a");
                                            return run(handle, TERMINATE);
                                        }))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("cannot be reached");
        assertThat(database.revision("a")).isZero();
        database.write(PostgresFailuresTest::bump);
        assertThat(database.revision("a")).isEqualTo(1);
    }

    /// The database ends the connection while it runs what was put off until the commit.
    @Test
    void aConnectionThatIsLostInTheCommitLeavesADoubtAndNothingIsCalledDone() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> {
                                            Database.bump(handle, "a");
                                            run(handle, "CREATE TEMP TABLE doomed (n int)");
                                            run(handle, FATAL_FUNCTION);
                                            run(handle, FATAL_TRIGGER);
                                            return run(handle, "INSERT INTO doomed VALUES (1)");
                                        }))
                .isInstanceOf(InDoubt.class)
                .hasMessageContaining("look whether it did");
        database.write(PostgresFailuresTest::bump);
        assertThat(database.revision("a")).isEqualTo(1);
    }

    @Test
    void aReaderWhoseConnectionIsLostIsToldToComeAgain() {
        assertThatThrownBy(() -> database.read(handle -> run(handle, TERMINATE)))
                .isInstanceOf(Outage.class);
        assertThat(database.revision("a")).isZero();
    }

    /// One reader's lost connection says nothing about writers who wait for each other.
    @Test
    void aPoolThatIsInUseIsNotTakenForADatabaseThatIsAway() throws Exception {
        var inside = new CountDownLatch(WRITERS);
        var leave = new CountDownLatch(1);
        try (var threads = Executors.newCachedThreadPool()) {
            List<Future<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> database.write(_ -> stay(inside, leave))));
            }
            inside.await();
            assertThatThrownBy(() -> database.read(handle -> run(handle, TERMINATE)))
                    .isInstanceOf(Outage.class);
            for (int i = 0; i < 2; i++) { // the first finds out, the second asks meanwhile
                var task = new FutureTask<>(() -> database.write(PostgresFailuresTest::bump));
                writers.add(task);
                var thread = Thread.ofPlatform().start(task);
                Soon.await("it waits", () -> task.isDone() || waits(thread));
            }
            assertThat(database.revision("a")).isZero(); // readers have connections
            leave.countDown();
            for (Future<Boolean> writer : writers) {
                assertThat(writer.get()).isTrue();
            }
        } finally {
            leave.countDown();
        }
        assertThat(database.revision("a")).isEqualTo(2);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static boolean stay(CountDownLatch inside, CountDownLatch leave) {
        inside.countDown();
        try {
            leave.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStatementThatIsWrongIsAFaultOfOurs() {
        assertThatThrownBy(() -> database.read("could not try", h -> run(h, "SELECT nothing")))
                .isInstanceOf(StoreException.class)
                .hasMessage("could not try");
    }

    @Test
    void whatWasToBeStoredStandsInNoFailureThatIsLogged() {
        database.write(h -> run(h, "CREATE TABLE keys (name text PRIMARY KEY)"));
        String insert = "INSERT INTO keys VALUES (?)";
        assertThatThrownBy(
                        () ->
                                database.write(
                                        "could not try",
                                        handle -> {
                                            PreparedStatement statement = handle.prepare(insert);
                                            statement.setString(1, "t_secret");
                                            statement.executeUpdate();
                                            return statement.executeUpdate();
                                        }))
                .isInstanceOf(StoreException.class)
                .satisfies(PostgresFailuresTest::tellsNoKey);
        assertThatThrownBy(
                        () ->
                                database.write(
                                        "could not try",
                                        handle -> {
                                            PreparedStatement statement = handle.prepare(insert);
                                            for (int i = 0; i < 2; i++) {
                                                statement.setString(1, "t_secret");
                                                statement.addBatch();
                                            }
                                            return statement.executeBatch().length;
                                        }))
                .isInstanceOf(StoreException.class)
                .satisfies(PostgresFailuresTest::tellsNoKey);
    }

    private static void tellsNoKey(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        assertThat(text.toString()).contains("keys_pkey").doesNotContain("t_secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P03", "53300", "53100", "57014", "25006", "40001"})
    void whatEndsByItselfIsAnOutage(String state) {
        assertThat(PostgresFailures.of("could not try", new SQLException("inner", state)))
                .isInstanceOfSatisfying(
                        Outage.class,
                        outage -> {
                            assertThat(outage.retryAfter()).isPositive();
                            assertThat(outage).hasMessageNotContaining("inner");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "23505", "22021", "XX001", "57P04"})
    void whatDoesNotIsAFault(String state) {
        assertThat(PostgresFailures.of("could not try", new SQLException("inner", state)))
                .isInstanceOf(StoreException.class);
    }

    private static final String TERMINATE = "SELECT pg_terminate_backend(pg_backend_pid())";
    private static final String FATAL_FUNCTION =
            """
            CREATE FUNCTION pg_temp.fatal() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$""";
    private static final String FATAL_TRIGGER =
            """
            CREATE CONSTRAINT TRIGGER fatal AFTER INSERT ON doomed DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION pg_temp.fatal()""";

    private static boolean run(Handle handle, String sql) throws SQLException {
        try (Statement statement = handle.connection().createStatement()) {
            return statement.execute(sql);
        }
    }

    private static boolean bump(Handle handle) throws SQLException {
        Database.bump(handle, "a");
        return true;
    }
}
