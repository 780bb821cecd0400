package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
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
        int many = PARAMETERS / columns;
        int start = 0;
        for (; start + many <= rows.size(); start += many) {
            insertSome(handle, sql, columns, rows.subList(start, start + many), binding);
        }
        for (T row : rows.subList(start, rows.size())) {
            insertSome(handle, sql, columns, List.of(row), binding);
        }
    }

    private static <T> void insertSome(
            Handle handle, String sql, int columns, List<T> rows, Binding<T> binding)
            throws SQLException {
        String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        PreparedStatement statement =
                handle.prepare(sql + String.join(", ", Collections.nCopies(rows.size(), row)));
        int before = 0;
        for (T one : rows) {
            binding.bind(statement, before, one);
            before += columns;
        }
        statement.executeUpdate();
    }
}
