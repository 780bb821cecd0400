package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Several rows a statement.
final class ManyRows {
    private static final int PARAMETERS = 460;

    private ManyRows() {}

    interface Binding<T> {
        /// @param before places of the statement that belong to rows before
        void bind(PreparedStatement statement, int before, T row) throws SQLException;
    }

    /// @param columns places of one row
    static <T> void insert(Handle handle, String sql, int columns, List<T> rows, Binding<T> binding)
            throws SQLException {
        insert(handle, sql, "", columns, rows, binding);
    }

    /// Passes over those that are there.
    static <T> void insertAbsent(
            Handle handle, String sql, int columns, List<T> rows, Binding<T> binding)
            throws SQLException {
        insert(handle, sql, " ON CONFLICT DO NOTHING", columns, rows, binding);
    }

    /// @param onConflict what becomes of those that are there; no two rows may be the same one
    static <T> void upsert(
            Handle handle,
            String sql,
            String onConflict,
            int columns,
            List<T> rows,
            Binding<T> binding)
            throws SQLException {
        insert(handle, sql, onConflict, columns, rows, binding);
    }

    private static <T> void insert(
            Handle handle, String sql, String end, int columns, List<T> rows, Binding<T> binding)
            throws SQLException {
        int many = PARAMETERS / columns;
        int whole = rows.size() - rows.size() % many;
        String row = "(" + "?, ".repeat(columns - 1) + "?)";
        String text = sql + (row + ", ").repeat(many - 1) + row + end;
        for (int start = 0; start < whole; start += many) {
            run(handle.prepare(text), columns, rows.subList(start, start + many), binding);
        }
        for (T one : rows.subList(whole, rows.size())) {
            run(handle.prepare(sql + row + end), columns, List.of(one), binding);
        }
    }

    private static <T> void run(
            PreparedStatement statement, int columns, List<T> rows, Binding<T> binding)
            throws SQLException {
        int before = 0;
        for (T one : rows) {
            binding.bind(statement, before, one);
            before += columns;
        }
        statement.executeUpdate();
    }
}
