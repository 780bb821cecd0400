package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A statement that is put together from parts, with its parameters beside it.
final class SqlText {
    private final StringBuilder text = new StringBuilder(256);
    private final List<Object> values = new ArrayList<>();

    /// @param part SQL of our own, never what a caller sent
    SqlText add(String part) {
        text.append(part);
        return this;
    }

    SqlText add(String part, List<Object> partValues) {
        text.append(part);
        values.addAll(partValues);
        return this;
    }

    SqlText add(String part, long value) {
        text.append(part);
        values.add(value);
        return this;
    }

    SqlText add(String part, String value) {
        text.append(part);
        values.add(value);
        return this;
    }

    SqlText add(SqlText other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    PreparedStatement prepare(Handle handle) throws SQLException {
        PreparedStatement statement = handle.prepare(text.toString());
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
        return statement;
    }

    long number(Handle handle) throws SQLException {
        return Counters.number(prepare(handle));
    }

    /// The first column of the only row; none for null.
    byte[] bytes(Handle handle) throws SQLException {
        PreparedStatement statement = prepare(handle);
        try (ResultSet row = statement.executeQuery()) {
            byte[] bytes = row.next() ? row.getBytes(1) : null;
            return bytes == null ? new byte[0] : bytes;
        } finally {
            statement.clearParameters(); // it is kept, and one of them may be very long
        }
    }

    private static void bind(PreparedStatement statement, int place, Object value)
            throws SQLException {
        switch (value) {
            case Long number -> statement.setLong(place, number);
            case String word -> statement.setString(place, word);
            default -> throw new IllegalArgumentException("no parameter: " + value.getClass());
        }
    }
}
