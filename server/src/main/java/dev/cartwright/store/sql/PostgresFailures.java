package dev.cartwright.store.sql;

import dev.cartwright.outage.Outage;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an exception of PostgreSQL's driver or of the pool means to us, by its SQL state.
final class PostgresFailures {
    static final String UNREACHABLE = "The database cannot be reached. Please try again.";
    private static final String BUSY = "The database is busy. Please try again.";
    private static final String FULL = "The database has no room left. Nothing was changed.";
    private static final String READING = "The database takes no changes now. Please try again.";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);

    /// Shutting down, crashed, starting up, ended for being idle.
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P05");

    /// Too many connections, no memory, a limit of the server's; cancelled, a lock not got in time.
    private static final Set<String> OVERBURDENED =
            Set.of("53000", "53200", "53300", "53400", "57014", "55P03");

    /// A serialization failure, a deadlock, or two writers who both found a key free.
    private static final Set<String> REPEATABLE = Set.of("40001", "40P01", "23505");

    private static final String DISK_FULL = "53100";

    /// A standby, or one that was told to.
    private static final String ONLY_READS = "25006";

    private PostgresFailures() {}

    static RuntimeException of(String what, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (lost(e)) {
            return unreachable(e);
        }
        if (state.equals(DISK_FULL)) {
            return new Outage(FULL, LATER, e);
        }
        if (state.equals(ONLY_READS)) {
            return new Outage(READING, SOON, e);
        }
        if (OVERBURDENED.contains(state) || repeatable(e) && !state.equals("23505")) {
            return busy(e);
        }
        return new StoreException(what, e);
    }

    static Outage unreachable(@Nullable SQLException e) {
        return new Outage(UNREACHABLE, SOON, e);
    }

    static Outage busy(SQLException e) {
        return new Outage(BUSY, SOON, e);
    }

    static boolean lost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || GONE.contains(state);
    }

    /// A lost connection is not among them: its commit may have happened.
    static boolean repeatable(SQLException e) {
        return REPEATABLE.contains(String.valueOf(e.getSQLState()));
    }

    /// For the log, without the driver's text, which may hold addresses and names of users.
    static String shortly(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return "SQL state " + sql.getSQLState();
            }
        }
        return failure.getClass().getSimpleName();
    }
}
