package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Names of rows by which other processes notice a change, and the lock that goes with them.
enum Revision {
    KEYS("keys"),
    USERS("users"),
    SHOP("shop"),
    AUDIT("audit");

    private final String row;

    Revision(String row) {
        this.row = row;
    }

    /// Part of a write, before anything is read that decides what is written: writers of the same
    /// tables wait for each other from here to the end of their units.
    void lock(Handle handle) throws SQLException {
        String sql = "SELECT n FROM revision WHERE name = ?" + handle.dialect().forUpdate();
        PreparedStatement statement = handle.prepare(sql);
        statement.setString(1, row);
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("there is no revision row " + row);
            }
        }
    }

    /// Part of a write.
    void bump(Handle handle) throws SQLException {
        Database.bump(handle, row);
    }

    long in(Database database) {
        return database.revision(row);
    }
}
