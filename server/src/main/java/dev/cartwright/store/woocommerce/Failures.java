package dev.cartwright.store.woocommerce;

import dev.cartwright.outage.Contended;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a driver's exception means to us, by the codes that MariaDB and MySQL share.
final class Failures {
    static final String UNREACHABLE = "The shop's database cannot be reached. Please try again.";
    static final String REFUSED_US = "The shop's database does not let us in. Please try again.";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /// Too many connections, shutting down, killed, host blocked, over a user's limits.
    private static final Set<Integer> GONE = Set.of(1040, 1053, 1129, 1203, 1226, 1317, 1927, 4031);

    private static final int LOCK_WAIT = 1205;
    private static final int DEADLOCK = 1213;

    /// Clusters whose nodes know nothing of each other's named locks give none: some versions of
    /// MariaDB with Galera by the first, Percona's by the second.
    private static final Set<Integer> NO_NAMED_LOCKS = Set.of(1235, 1105);

    /// On a table, on a column, on an operation of the server.
    private static final Set<Integer> DENIED = Set.of(1142, 1143, 1227);

    /// No such column, no such table.
    private static final Set<Integer> OTHER_TABLES = Set.of(1054, 1146);

    /// No value for a column, a value of another kind or too long, a trigger, a check, numbers used
    /// up: the tables are not as those that the row came from.
    private static final Set<Integer> NOT_TAKEN =
            Set.of(1048, 1264, 1364, 1366, 1406, 1467, 1644, 3819, 4025);

    /// A server or a transaction that only reads.
    private static final Set<Integer> READING = Set.of(1290, 1792, 1836);

    /// `DELETE command denied to user 'shop'@'%' for table `db`.`wp_cocart_carts``
    private static final Pattern COMMAND =
            Pattern.compile("\\b([A-Z][A-Z ,]*) command denied .* for (?:table|column) (\\S+)");

    private Failures() {}

    static RuntimeException of(String what, SQLException e) {
        int code = e.getErrorCode();
        if (READING.contains(code)) {
            return new ReadOnly("The shop's database lets nobody write at the moment.", plain(e));
        }
        if (DENIED.contains(code)) {
            return new ReadOnly(
                    "The shop's database does not let us: " + missing(e) + ".", plain(e));
        }
        if (code == LOCK_WAIT || code == DEADLOCK) {
            return tooBusy(e);
        }
        if (NOT_TAKEN.contains(code)) {
            return new Contended(
                    "The shop's table does not allow that, by a column, trigger or limit of its own"
                            + " (error %d).".formatted(code));
        }
        return lost(e) ? unreachable(e) : new ShopException(what + ": " + shortly(e), plain(e));
    }

    /// Which right, and on what, in the words of a grant.
    private static String missing(SQLException e) {
        Matcher matcher = COMMAND.matcher(String.valueOf(e.getMessage()));
        if (!matcher.find()) {
            return "a right is missing";
        }
        String table = matcher.group(2).replaceAll("[`'\"]", "");
        return matcher.group(1) + " on " + table + " is missing";
    }

    static boolean lost(SQLException e) {
        String state = e.getSQLState();
        return GONE.contains(e.getErrorCode()) || (state != null && state.startsWith("08"));
    }

    static boolean denied(SQLException e) {
        return DENIED.contains(e.getErrorCode());
    }

    static boolean noNamedLocks(SQLException e) {
        return NO_NAMED_LOCKS.contains(e.getErrorCode());
    }

    static boolean otherTables(SQLException e) {
        return OTHER_TABLES.contains(e.getErrorCode());
    }

    /// Somebody else was at the rows.
    static boolean repeatable(SQLException e) {
        return e.getErrorCode() == DEADLOCK || e.getErrorCode() == LOCK_WAIT;
    }

    static Outage tooBusy(SQLException e) {
        return new Outage("The shop's database is busy. Please try again.", RETRY_AFTER, e);
    }

    static Outage unreachable(@Nullable SQLException e) {
        if (e != null && SetUpFaults.refused(e)) {
            return new Outage(REFUSED_US, RETRY_AFTER, e);
        }
        return new Outage(UNREACHABLE, RETRY_AFTER, e);
    }

    /// Without the driver's text, which may hold values, names of users and addresses.
    static String shortly(SQLException e) {
        SQLException root = root(e);
        return SetUpFaults.of(e)
                .orElseGet(
                        () -> "error " + root.getErrorCode() + ", SQL state " + root.getSQLState());
    }

    /// Where it happened, without the driver's text: this gets into logs whole.
    private static SQLException plain(SQLException e) {
        String text = shortly(e);
        SQLException plain =
                e instanceof SQLIntegrityConstraintViolationException
                        ? new SQLIntegrityConstraintViolationException(
                                text, e.getSQLState(), e.getErrorCode())
                        : new SQLException(text, e.getSQLState(), e.getErrorCode());
        plain.setStackTrace(e.getStackTrace());
        return plain;
    }

    /// For whoever set it up, not for clients.
    static String told(Outage outage) {
        return outage.getCause() instanceof SQLException e
                ? SetUpFaults.of(e).orElse(UNREACHABLE)
                : String.valueOf(outage.getMessage());
    }

    private static SQLException root(SQLException e) {
        SQLException root = e;
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                root = sql;
            }
        }
        return root;
    }
}
