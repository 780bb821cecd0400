package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Session;
import dev.cartwright.session.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads rows of the table `session`.
final class SessionRow {
    /// Of the table under the name `s`, in the order [#read] expects.
    static final String COLUMNS =
            """
            s.id, s.cart_key, s.owner, s.created, s.last_activity, s.updated, s.expiry,
            s.times_estimated, s.source, s.email_lower, s.email, s.name, s.item_count, s.total,
            s.currency, s.minor_unit, s.version, s.deleted_at, s.readable""";

    /// The document, when it is selected behind [#COLUMNS].
    static final int BODY = 20;

    /// A row and its document as it lies there; decoded outside the unit that read it.
    record Found(Session session, byte[] body) {}

    private SessionRow() {}

    static Session read(ResultSet row) throws SQLException {
        String lowerEmail = row.getString(10);
        String email = row.getString(11);
        return new Session(
                row.getLong(1),
                new CartKey(row.getString(2)),
                Owner.of(row.getLong(3)),
                times(row),
                row.getString(9),
                email == null ? lowerEmail : email,
                row.getString(12),
                row.getLong(13),
                row.getLong(14),
                row.getString(15),
                row.getInt(16),
                row.getLong(17),
                deletedAt(row),
                row.getInt(19) == 1);
    }

    static Found readWithBody(ResultSet row) throws SQLException {
        return new Found(read(row), row.getBytes(BODY));
    }

    private static Times times(ResultSet row) throws SQLException {
        return new Times(
                Instant.ofEpochSecond(row.getLong(4)),
                Instant.ofEpochSecond(row.getLong(5)),
                Instant.ofEpochSecond(row.getLong(6)),
                Instant.ofEpochSecond(row.getLong(7)),
                row.getInt(8) == 1);
    }

    private static @Nullable Instant deletedAt(ResultSet row) throws SQLException {
        long seconds = row.getLong(18);
        return row.wasNull() ? null : Instant.ofEpochSecond(seconds);
    }
}
