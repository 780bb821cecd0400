package dev.cartwright.store.sql;

import dev.cartwright.session.ForeignRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Rows of a shop's tables that are kept so that they can be put back.
final class ForeignRows {
    /// What they are kept with.
    enum Keeper {
        TRASH("foreign_row", "session_id"),
        PENDING("foreign_pending_row", "ticket");

        private final String table;
        private final String column;

        Keeper(String table, String column) {
            this.table = table;
            this.column = column;
        }
    }

    /// ASCII, so that any text can be kept, also one that no database takes.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ForeignRows() {}

    static void insert(Handle handle, Keeper keeper, long id, List<ForeignRow> rows)
            throws SQLException {
        String sql =
                "INSERT INTO %s (%s, n, origin, row_id, other_columns, value)"
                                .formatted(keeper.table, keeper.column)
                        + " VALUES (?, ?, ?, ?, ?, ?)";
        for (int i = 0; i < rows.size(); i++) {
            ForeignRow row = rows.get(i);
            PreparedStatement statement = handle.prepare(sql);
            statement.setLong(1, id);
            statement.setInt(2, i);
            statement.setString(3, row.origin());
            statement.setLong(4, row.rowId());
            statement.setString(5, toJson(row.columns()));
            statement.setBytes(6, row.value());
            statement.executeUpdate();
        }
    }

    /// In the order they were given.
    static List<ForeignRow> of(Handle handle, Keeper keeper, long id) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        "SELECT origin, row_id, other_columns, value FROM %s WHERE %s = ? ORDER BY n"
                                .formatted(keeper.table, keeper.column));
        statement.setLong(1, id);
        var found = new ArrayList<ForeignRow>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(
                        new ForeignRow(
                                rows.getString(1),
                                rows.getLong(2),
                                fromJson(rows.getString(3)),
                                rows.getBytes(4)));
            }
        }
        return found;
    }

    static void delete(Handle handle, Keeper keeper, long id) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        "DELETE FROM %s WHERE %s = ?".formatted(keeper.table, keeper.column));
        statement.setLong(1, id);
        statement.executeUpdate();
    }

    private static String toJson(Map<String, @Nullable String> columns) {
        ObjectNode object = JSON.createObjectNode();
        columns.forEach(object::put);
        return JSON.writeValueAsString(object);
    }

    private static Map<String, @Nullable String> fromJson(String json) {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
            JsonNode value = entry.getValue();
            columns.put(entry.getKey(), value.isNull() ? null : value.stringValue());
        }
        return columns;
    }
}
