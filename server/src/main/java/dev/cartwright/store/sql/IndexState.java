package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Whether the index was filled, and by which filling.
final class IndexState {
    private IndexState() {}

    static boolean complete(Handle handle) throws SQLException {
        return new SqlText().add("SELECT complete FROM foreign_index").number(handle) == 1;
    }

    static void doubt(Handle handle) throws SQLException {
        handle.prepare("UPDATE foreign_index SET complete = 0").executeUpdate();
    }

    /// A filling begins, and any other that still runs is over.
    ///
    /// @return its number
    static long begin(Handle handle) throws SQLException {
        handle.prepare("UPDATE foreign_index SET complete = 0, filling = filling + 1")
                .executeUpdate();
        return new SqlText().add("SELECT filling FROM foreign_index").number(handle);
    }

    /// Part of every write of a filling.
    static void check(Handle handle, long filling) throws SQLException {
        long current =
                new SqlText()
                        .add("SELECT filling FROM foreign_index")
                        .add(handle.dialect().forUpdate())
                        .number(handle);
        if (current != filling) {
            throw new IllegalStateException("another filling of the index has begun");
        }
    }

    static void finish(Handle handle, long filling) throws SQLException {
        PreparedStatement statement =
                handle.prepare("UPDATE foreign_index SET complete = 1 WHERE filling = ?");
        statement.setLong(1, filling);
        statement.executeUpdate();
    }
}
