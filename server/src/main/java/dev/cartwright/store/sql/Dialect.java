package dev.cartwright.store.sql;

/// The few places where the SQL of the two databases differs.
public enum Dialect {
    SQLITE("sqlite"),
    POSTGRES("postgresql");

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
}
