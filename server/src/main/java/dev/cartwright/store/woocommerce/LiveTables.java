package dev.cartwright.store.woocommerce;

import dev.cartwright.outage.Outage;
import dev.cartwright.woocommerce.DumpRow;
import dev.cartwright.woocommerce.ShopTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The tables of a shop while WordPress uses them.
///
/// Rows are read in steps by the primary key, each step a statement of its own: no transaction is
/// open for long, and a step whose connection is lost is taken up where it was left. One row is
/// held at a time.
///
/// For one thread.
public final class LiveTables implements ShopTables {
    private static final int STEP = 1000;
    private static final int ATTEMPTS = 30;
    private static final long PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private static final String COLUMNS =
            """
            SELECT TABLE_NAME, COLUMN_NAME, COALESCE(CHARACTER_SET_NAME, ''), DATA_TYPE
            FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()
            ORDER BY TABLE_NAME, ORDINAL_POSITION""";

    private static final String KEYS =
            """
            SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS
            WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME = 'PRIMARY'
            ORDER BY TABLE_NAME, SEQ_IN_INDEX""";

    private final WooDatabase shop;
    private final Map<String, LiveTable> tables;
    private final Map<String, Long> counts = new HashMap<>();

    private LiveTables(WooDatabase shop, Map<String, LiveTable> tables) {
        this.shop = shop;
        this.tables = tables;
    }

    /// Those that the user may see.
    public static LiveTables of(WooDatabase shop) {
        UserTableNames named = shop.address().userTables();
        return new LiveTables(
                shop,
                shop.read(
                        "could not look at the shop's tables",
                        connection -> renamed(connection, survey(connection), named)));
    }

    /// Tables of users that have names of their own stand where they are looked for.
    private static Map<String, LiveTable> renamed(
            Connection connection, Map<String, LiveTable> tables, UserTableNames named)
            throws SQLException {
        if (named.equals(UserTableNames.USUAL)) {
            return tables;
        }
        for (String prefix : Prefixes.all(connection)) {
            for (String table : List.of("users", "usermeta")) {
                LiveTable own = tables.get(named.of(table, prefix + table));
                if (own != null) {
                    tables.put(prefix + table, own);
                }
            }
        }
        return tables;
    }

    private static Map<String, LiveTable> survey(Connection connection) throws SQLException {
        Map<String, List<String>> keys = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(KEYS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        Map<String, LiveTable> tables = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString(1);
                tables.computeIfAbsent(
                                name, _ -> new LiveTable(name, keys.getOrDefault(name, List.of())))
                        .add(rows.getString(2), rows.getString(3), rows.getString(4));
            }
        }
        return tables;
    }

    @Override
    public Set<String> names() {
        return tables.keySet();
    }

    /// Counted when first asked for.
    @Override
    public long rowCount(String table) {
        return tables.containsKey(table) ? counts.computeIfAbsent(table, this::count) : 0;
    }

    private long count(String name) {
        LiveTable table = tables.get(name);
        return table == null ? 0 : count(table);
    }

    private long count(LiveTable table) {
        return shop.read(
                "could not count rows",
                connection -> {
                    String sql = "SELECT COUNT(*) FROM " + WooDatabase.quoted(table.name());
                    try (PreparedStatement statement = connection.prepareStatement(sql);
                            ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    } catch (SQLException e) {
                        if (Failures.denied(e)) {
                            return 0L;
                        }
                        throw e;
                    }
                });
    }

    @Override
    public void rows(String name, List<String> columns, RowHandler handler) throws IOException {
        rows(name, columns, LiveTable.Only.NOTHING, handler);
    }

    @Override
    public void rows(
            String name, List<String> columns, String only, Set<String> values, RowHandler handler)
            throws IOException {
        rows(name, columns, new LiveTable.Only(only, List.copyOf(values)), handler);
    }

    private void rows(String name, List<String> columns, LiveTable.Only only, RowHandler handler)
            throws IOException {
        LiveTable table = tables.get(name);
        if (table == null) {
            return;
        }
        var walk = new Walk(table, columns, only, handler);
        try {
            while (walk.goOn()) {
                step(walk);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Goes on behind the last row that was handed out, until the shop has been away for a minute.
    private void step(Walk walk) {
        for (int attempt = 1; ; attempt++) {
            try {
                shop.read("could not read rows of the shop", walk::step);
                return;
            } catch (Outage e) {
                if (attempt == ATTEMPTS || !walk.resumable()) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(Outage outage) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw outage;
        }
    }

    /// One way through one table.
    private static final class Walk {
        private final LiveTable table;
        private final List<String> wanted;
        private final List<String> present;
        private final LiveTable.Only only;
        private final RowHandler handler;
        private final int keyLength;
        private List<byte[]> last = List.of();
        private boolean begun;
        private boolean ended;

        Walk(LiveTable table, List<String> wanted, LiveTable.Only only, RowHandler handler) {
            this.table = table;
            this.only = table.has(only.column()) ? only : LiveTable.Only.NOTHING;
            this.wanted = List.copyOf(wanted);
            this.present = wanted.stream().filter(table::has).toList();
            this.handler = handler;
            this.keyLength = table.key().size();
        }

        boolean goOn() {
            return !ended && !present.isEmpty();
        }

        boolean resumable() {
            return keyLength > 0 || !begun;
        }

        boolean step(Connection connection) throws SQLException {
            String sql = table.select(present, !last.isEmpty(), only, MAX_ROW_BYTES, STEP);
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
                statement.setFetchSize(1); // rows come in a stream; more would lie in memory
                List<String> keys = table.parameters(last.size());
                for (int i = 0; i < keys.size(); i++) {
                    statement.setString(i + 1, text(last.get(table.key().indexOf(keys.get(i)))));
                }
                int at = keys.size() + 1;
                for (String value : only.values()) {
                    statement.setString(at++, value);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    int count = 0;
                    while (rows.next()) {
                        hand(rows);
                        count++;
                    }
                    ended = keyLength == 0 || count < STEP;
                }
            }
            return ended;
        }

        private static String text(byte[] cell) {
            return new String(cell, java.nio.charset.StandardCharsets.UTF_8);
        }

        private void hand(ResultSet rows) throws SQLException {
            byte[] @Nullable [] cells = new byte[wanted.size()][];
            for (int i = 0; i < present.size(); i++) {
                cells[wanted.indexOf(present.get(i))] = rows.getBytes(i + 1);
            }
            boolean oversized = rows.getInt(present.size() + 1) != 0;
            begun = true;
            try {
                handler.row(new DumpRow(wanted, cells, oversized));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var key = new ArrayList<byte[]>();
            for (int i = 0; i < keyLength; i++) {
                key.add(rows.getBytes(present.size() + 2 + i));
            }
            last = key;
        }
    }
}
