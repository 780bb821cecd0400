package dev.cartwright.store.woocommerce;

import dev.cartwright.store.woocommerce.LogAccess.Readable;
import dev.cartwright.store.woocommerce.LogAccess.Unreadable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the shop's server says of its binary log.
final class BinaryLog {
    private static final String WHAT = "could not look at the binary log";
    private static final Pattern EVERYWHERE =
            Pattern.compile("GRANT (.*) ON \\*\\.\\* TO .*", Pattern.CASE_INSENSITIVE);

    /// MySQL 8.4 has the statement for the log's end by another name only.
    private static final int RENAMED = 804;

    /// By name, since no version has all of them.
    private static final String VARIABLES =
            """
            SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin', 'binlog_format',
            'log_bin_compress', 'binlog_transaction_compression', 'wsrep_on', 'read_only',
            'log_slave_updates', 'log_replica_updates')""";

    private final WooDatabase shop;

    BinaryLog(WooDatabase shop) {
        this.shop = shop;
    }

    LogAccess look() {
        return shop.read(WHAT, BinaryLog::look);
    }

    /// Where it ends now; empty when that cannot be seen any more.
    Optional<LogPosition> end() {
        return shop.read(
                WHAT,
                connection -> {
                    try {
                        return status(connection).map(Status::end);
                    } catch (SQLException e) {
                        if (Failures.lost(e)) {
                            throw e;
                        }
                        return Optional.empty();
                    }
                });
    }

    /// A server that has another answer than those we know does without.
    static LogAccess look(Connection connection) throws SQLException {
        try {
            return access(connection);
        } catch (SQLException e) {
            if (Failures.lost(e)) {
                throw e;
            }
            return Failures.denied(e)
                    ? denied(connection)
                    : new Unreadable("the server does not tell of it", "");
        }
    }

    private static LogAccess access(Connection connection) throws SQLException {
        Optional<String> unfit = unfit(variables(connection));
        if (unfit.isPresent()) {
            return new Unreadable(unfit.get(), "");
        }
        Optional<Status> status = status(connection);
        if (!mayFollow(connection)) {
            return denied(connection);
        }
        String schema = text(connection, "SELECT DATABASE()");
        return status.filter(one -> one.covers(schema))
                .<LogAccess>map(one -> new Readable(schema, one.end))
                .orElse(new Unreadable("the server leaves this database out of it", ""));
    }

    /// Why it does not tell every change, whatever we may do.
    private static Optional<String> unfit(Map<String, String> variables) {
        if (!on(variables, "log_bin")) {
            return Optional.of("the server keeps none (log_bin is off)");
        }
        String format = variables.getOrDefault("binlog_format", "ROW");
        if (!format.equalsIgnoreCase("ROW")) {
            return Optional.of("it holds statements, not rows (binlog_format is " + format + ")");
        }
        if (on(variables, "log_bin_compress") || on(variables, "binlog_transaction_compression")) {
            return Optional.of("it is compressed");
        }
        boolean passesOn =
                on(variables, "log_slave_updates") || on(variables, "log_replica_updates");
        if (!passesOn && (on(variables, "wsrep_on") || on(variables, "read_only"))) {
            return Optional.of(
                    "it lacks what other servers write (log_slave_updates or log_replica_updates"
                            + " is off)");
        }
        return Optional.empty();
    }

    private static boolean on(Map<String, String> variables, String name) {
        String value = variables.getOrDefault(name, "");
        return value.equalsIgnoreCase("ON") || value.equals("1");
    }

    /// @param only databases that alone are logged, where not empty
    /// @param without databases that are not logged
    private record Status(LogPosition end, String only, String without) {
        boolean covers(String schema) {
            return (only.isEmpty() || names(only, schema)) && !names(without, schema);
        }

        private static boolean names(String list, String schema) {
            return Arrays.stream(list.split(",", -1))
                    .anyMatch(one -> one.strip().equalsIgnoreCase(schema));
        }
    }

    private static Optional<Status> status(Connection connection) throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        int version = server.getDatabaseMajorVersion() * 100 + server.getDatabaseMinorVersion();
        boolean newer = !maria(connection) && version >= RENAMED;
        String sql = newer ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                return Optional.empty();
            }
            var end = new LogPosition(rows.getString(1), rows.getLong(2));
            return Optional.of(new Status(end, orEmpty(rows, 3), orEmpty(rows, 4)));
        }
    }

    private static String orEmpty(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text;
    }

    /// Nobody can be asked whether we may, short of doing it, but for the grants themselves.
    private static boolean mayFollow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
            while (rows.next()) {
                Matcher grant = EVERYWHERE.matcher(rows.getString(1));
                if (grant.matches()) {
                    String rights = grant.group(1).toUpperCase(Locale.ROOT);
                    if (rights.contains("REPLICATION SLAVE") || rights.contains("ALL PRIVILEGES")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static Unreadable denied(Connection connection) throws SQLException {
        String monitor = maria(connection) ? "BINLOG MONITOR" : "REPLICATION CLIENT";
        String account = ShopCheck.account(text(connection, "SELECT CURRENT_USER()"));
        return new Unreadable(
                "the right to read it is missing",
                "GRANT REPLICATION SLAVE, %s ON *.* TO %s;".formatted(monitor, account));
    }

    private static boolean maria(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().contains("MariaDB");
    }

    private static Map<String, String> variables(Connection connection) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(VARIABLES)) {
            while (rows.next()) {
                variables.put(rows.getString(1).toLowerCase(Locale.ROOT), orEmpty(rows, 2));
            }
        }
        return variables;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
