package dev.cartwright.store.sql;

import dev.cartwright.outage.Outage;
import dev.cartwright.session.SessionIndex;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/// Whether the index was filled, and by which filling.
final class IndexState {
    private static final Duration SOON = Duration.ofSeconds(1);

    private IndexState() {}

    static SessionIndex.State of(Handle handle) throws SQLException {
        PreparedStatement statement = handle.prepare("SELECT complete, filling FROM foreign_index");
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("nothing tells of the index");
            }
            return new SessionIndex.State(row.getInt(1) == 1, row.getLong(2));
        }
    }

    /// Part of a read, so that what it reads is judged as it was at that moment.
    ///
    /// @throws Outage while the index is incomplete
    static void requireComplete(Handle handle) throws SQLException {
        if (!of(handle).complete()) {
            throw new Outage("The index of the shop's carts is being built", SOON);
        }
    }

    /// Not 0, which a filling that is under way would take for its own and end with 1.
    static void doubt(Handle handle) throws SQLException {
        handle.prepare("UPDATE foreign_index SET complete = -1").executeUpdate();
    }

    /// A filling begins, and any other that still runs is over.
    ///
    /// @return its number
    static long begin(Handle handle) throws SQLException {
        handle.prepare("UPDATE foreign_index SET complete = 0, filling = filling + 1")
                .executeUpdate();
        return of(handle).filling();
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

    /// Nothing, when it was doubted meanwhile.
    static void finish(Handle handle, long filling) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        "UPDATE foreign_index SET complete = 1 WHERE filling = ? AND complete = 0");
        statement.setLong(1, filling);
        statement.executeUpdate();
    }
}
