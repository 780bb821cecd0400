package dev.cartwright.store.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL of a test's own. It can be killed as by a power cut, with every process it
/// has, and started again on the same port and data.
public final class MortalPostgres implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final String DATABASE = "postgres";

    private final EmbeddedPostgres embedded;
    private final List<String> command = new ArrayList<>();
    private ProcessHandle running;

    private MortalPostgres(EmbeddedPostgres embedded) throws SQLException {
        this.embedded = embedded;
        running = postmaster();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U")); // it refuses to run as root
        }
        command.add(running.info().command().orElseThrow());
        command.addAll(List.of(running.info().arguments().orElseThrow()));
    }

    /// A commit that was answered survives the end of the processes.
    public static MortalPostgres create() {
        try {
            return new MortalPostgres(
                    EmbeddedPostgres.builder()
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("timezone", "Pacific/Chatham")
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return embedded.getJdbcUrl("postgres", DATABASE);
    }

    /// All connections are from its children, so the parent of one is it.
    private ProcessHandle postmaster() throws SQLException {
        try (Connection connection = embedded.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
        }
    }

    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(List.of(running));
        running.descendants().forEach(all::add);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /// Ready when this returns.
    public void start() {
        if (running.isAlive()) {
            return;
        }
        try {
            var builder = new ProcessBuilder(command);
            builder.redirectErrorStream(true).redirectOutput(new File("/dev/null"));
            running = builder.start().toHandle();
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                running = postmaster();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("PostgreSQL did not come back", e);
                }
                Thread.onSpinWait();
            }
        }
    }

    /// Does something in the database itself, beside whoever else uses it.
    public void run(String sql) {
        try (Connection connection = embedded.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        start();
        try {
            embedded.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
