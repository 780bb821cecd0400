package dev.cartwright.store.woocommerce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A table as the server describes it, and the statements that walk through it.
final class LiveTable {
    private static final Set<String> LONG =
            Set.of("text", "mediumtext", "longtext", "blob", "mediumblob", "longblob", "json");
    private static final Set<String> BINARY =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private final String name;
    private final List<String> key;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    /// Rows that have one of these values in a column, as the column compares them.
    record Only(String column, List<String> values) {
        static final Only NOTHING = new Only("", List.of());

        boolean limits() {
            return !values.isEmpty();
        }

        String sql() {
            return WooDatabase.quoted(column) + " IN " + SiteTables.places(values.size());
        }
    }

    private record Column(String charset, String type) {}

    LiveTable(String name, List<String> key) {
        this.name = name;
        this.key = List.copyOf(key);
    }

    void add(String column, String charset, String type) {
        columns.put(column, new Column(charset, type));
    }

    String name() {
        return name;
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    /// Of the primary key, in order; empty when there is none, and then there are no steps.
    List<String> key() {
        return key;
    }

    /// The cells of these columns as bytes, then whether any was left out, then the key.
    ///
    /// @param after whether to go on behind a row, by [#parameters]
    /// @param only its values are the parameters behind those
    String select(List<String> wanted, boolean after, Only only, long maxBytes, int limit) {
        var cells = new ArrayList<String>();
        var sizes = new ArrayList<String>();
        for (String column : wanted) {
            cells.add(cell(column, maxBytes));
            if (isLong(column)) {
                sizes.add(length(column) + " > " + maxBytes);
            }
        }
        cells.add(sizes.isEmpty() ? "0" : String.join(" OR ", sizes));
        key.forEach(column -> cells.add(bytes(column)));
        var sql = new StringBuilder("SELECT ");
        sql.append(String.join(", ", cells)).append(" FROM ").append(WooDatabase.quoted(name));
        if (only.limits() && !key.isEmpty()) { // or each step would sort all that is found
            sql.append(" FORCE INDEX (PRIMARY)");
        }
        var conditions = new ArrayList<String>();
        if (after) {
            conditions.add(behind());
        }
        if (only.limits()) {
            conditions.add(only.sql());
        }
        if (!conditions.isEmpty()) {
            sql.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        if (!key.isEmpty()) {
            String order = String.join(", ", key.stream().map(WooDatabase::quoted).toList());
            sql.append(" ORDER BY ").append(order).append(" LIMIT ").append(limit);
        }
        return sql.toString();
    }

    /// Which part of the key each parameter of [#behind] takes.
    List<String> parameters(int known) {
        if (known == 0) {
            return List.of();
        }
        if (key.size() == 1) {
            return key;
        }
        var parameters = new ArrayList<String>();
        parameters.add(key.getFirst());
        parameters.addAll(key);
        return parameters;
    }

    /// Row values alone make these servers read the index from its beginning, so the first part
    /// bounds the range.
    private String behind() {
        String first = WooDatabase.quoted(key.getFirst());
        if (key.size() == 1) {
            return first + " > ?";
        }
        String all = String.join(", ", key.stream().map(WooDatabase::quoted).toList());
        String marks = String.join(", ", key.stream().map(_ -> "?").toList());
        return "%s >= ? AND (%s) > (%s)".formatted(first, all, marks);
    }

    private String cell(String column, long maxBytes) {
        return isLong(column)
                ? "IF(%s > %d, NULL, %s)".formatted(length(column), maxBytes, bytes(column))
                : bytes(column);
    }

    private boolean isLong(String column) {
        return LONG.contains(type(column));
    }

    private static String length(String column) {
        return "COALESCE(LENGTH(%s), 0)".formatted(WooDatabase.quoted(column));
    }

    /// Whatever it is, as the bytes of a text in UTF-8.
    private String bytes(String column) {
        String quoted = WooDatabase.quoted(column);
        if (BINARY.contains(type(column))) {
            return quoted;
        }
        String charset = charset(column);
        if (charset.isEmpty()) {
            return "CAST(CAST(" + quoted + " AS CHAR) AS BINARY)";
        }
        return charset.startsWith("utf8")
                ? "CAST(" + quoted + " AS BINARY)"
                : "CAST(CONVERT(" + quoted + " USING utf8mb4) AS BINARY)";
    }

    private String type(String column) {
        Column known = columns.get(column);
        return known == null ? "" : ShopLayout.lower(known.type());
    }

    private String charset(String column) {
        Column known = columns.get(column);
        return known == null ? "" : known.charset();
    }
}
