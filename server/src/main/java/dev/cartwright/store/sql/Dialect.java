package dev.cartwright.store.sql;

import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The few places where the SQL of the two databases differs.
public enum Dialect {
    SQLITE("sqlite"),
    POSTGRES("postgresql");

    private static final Set<SQLiteErrorCode> DUPLICATE =
            Set.of(
                    SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
                    SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID,
                    SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE);

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /// Where its migrations lie on the class path.
    String migrations() {
        return "db/" + folder;
    }

    /// Behind a SELECT whose rows are changed later in the same unit. SQLite's single writer needs
    /// no lock.
    String forUpdate() {
        return this == POSTGRES ? " FOR UPDATE" : "";
    }

    /// As [#forUpdate], for rows that others need not wait for: who is second gets other rows.
    String skipLocked() {
        return this == POSTGRES ? " FOR UPDATE SKIP LOCKED" : "";
    }

    /// Behind a table in FROM: the index to use. PostgreSQL's planner decides by itself; SQLite's
    /// knows nothing of how columns go together, so we decide for it.
    String indexedBy(String index) {
        return this == SQLITE ? " INDEXED BY " + index : "";
    }

    /// Behind a table in FROM: read the table in its own order.
    String notIndexed() {
        return this == SQLITE ? " NOT INDEXED" : "";
    }

    /// Whether we choose indexes ourselves.
    boolean plansByHand() {
        return this == SQLITE;
    }

    /// Over how many rows one kept counter is spread, so that writers of one database with many
    /// writers do not wait for each other.
    int counterShards() {
        return this == POSTGRES ? 16 : 1;
    }

    /// Whether a failure is that a key or number is taken that may be there once.
    boolean saysDuplicate(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            boolean duplicate =
                    switch (this) {
                        case SQLITE ->
                                t instanceof SQLiteException e
                                        && DUPLICATE.contains(e.getResultCode());
                        case POSTGRES ->
                                t instanceof SQLException e && "23505".equals(e.getSQLState());
                    };
            if (duplicate) {
                return true;
            }
        }
        return false;
    }
}
