package dev.cartwright.store.sql;

import dev.cartwright.job.LastRun;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The SQL of the table `job_run`, and ours of `job_schedule`.
final class JobRows {
    /// A run that has not ended by then was killed with its process.
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    private static final int MAX_LINES = 500;

    private JobRows() {}

    /// Notes that a run begins. False while another one is under way.
    static boolean begin(Handle handle, String name, Instant now) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO job_run (name, started_at, ended_at, failed, report)
                        VALUES (?, ?, NULL, 0, '')
                        ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at,
                            ended_at = NULL, failed = 0, report = ''
                        WHERE job_run.ended_at IS NOT NULL OR job_run.started_at < ?
                            OR job_run.started_at > ?""");
        statement.setString(1, name);
        statement.setLong(2, now.toEpochMilli());
        statement.setLong(3, now.minus(LONGEST_RUN).toEpochMilli());
        statement.setLong(4, now.plus(LONGEST_RUN).toEpochMilli());
        return statement.executeUpdate() == 1;
    }

    static void end(Handle handle, String name, LastRun run) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE job_run SET ended_at = ?, failed = ?, report = ?
                        WHERE name = ? AND started_at = ?""");
        Instant ended = run.ended();
        if (ended == null) {
            statement.setNull(1, Types.BIGINT);
        } else {
            statement.setLong(1, ended.toEpochMilli());
        }
        statement.setInt(2, run.failed() ? 1 : 0);
        statement.setString(3, Columns.text(text(run.report())));
        statement.setString(4, name);
        statement.setLong(5, run.started().toEpochMilli());
        statement.executeUpdate();
    }

    private static String text(List<String> report) {
        List<String> kept = report.subList(0, Math.min(report.size(), MAX_LINES));
        String text = String.join("\n", kept);
        int more = report.size() - kept.size();
        return more == 0 ? text : text + "\nand %d more".formatted(more);
    }

    static @Nullable LastRun last(Handle handle, String name) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT started_at, ended_at, failed, report FROM job_run WHERE name = ?""");
        statement.setString(1, name);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            long ended = row.getLong("ended_at");
            boolean running = row.wasNull();
            return new LastRun(
                    Instant.ofEpochMilli(row.getLong("started_at")),
                    running ? null : Instant.ofEpochMilli(ended),
                    row.getInt("failed") == 1,
                    row.getString("report").lines().toList());
        }
    }

    static @Nullable Instant next(Handle handle, String name) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT MIN(execution_time) AS next FROM job_schedule WHERE task_name = ?""");
        statement.setString(1, name);
        try (ResultSet row = statement.executeQuery()) {
            long next = row.next() ? row.getLong("next") : 0;
            return row.wasNull() ? null : Instant.ofEpochMilli(next);
        }
    }

    /// A clock that was ahead may have put off a job for longer than its schedule ever does.
    static void bringForward(Handle handle, String name, Instant now, Instant latest)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE job_schedule SET execution_time = ?, version = version + 1
                        WHERE task_name = ? AND execution_time > ? AND NOT picked""");
        statement.setLong(1, now.toEpochMilli());
        statement.setString(2, name);
        statement.setLong(3, latest.toEpochMilli());
        statement.executeUpdate();
    }
}
