package dev.cartwright.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The claim to fill the index, as an advisory lock of a transaction that does nothing else. It
/// goes with the connection, so a process that was killed holds nothing, and no clock is asked.
///
/// Of a transaction and not of a session, since a pooler between may give that to somebody else. It
/// has no snapshot and no number while it waits, so it keeps nothing from being vacuumed.
final class PostgresClaim implements Claim {
    /// The table's own number: of two installations in one database each has its own.
    private static final String TRY =
            "SELECT pg_try_advisory_xact_lock('foreign_index'::regclass::oid::bigint)";

    /// It lasts as long as a filling does, and a machine that is gone without a word is noticed
    /// within a minute and a half. Not every version knows each of these.
    private static final String LAST =
            """
            SELECT set_config(name, CASE name
                WHEN 'tcp_keepalives_idle' THEN '30'
                WHEN 'tcp_keepalives_interval' THEN '15'
                WHEN 'tcp_keepalives_count' THEN '4'
                ELSE '0' END, true)
            FROM pg_settings
            WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout',
                'tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count')""";

    private final Connection connection;

    private PostgresClaim(Connection connection) {
        this.connection = connection;
    }

    /// Empty while somebody has it. The connection is closed with it, or at once.
    static Optional<Claim> attempt(Connection connection) throws SQLException {
        var claim = new PostgresClaim(connection);
        boolean held = false;
        try {
            held = claim.locked();
        } finally {
            if (!held) {
                claim.close();
            }
        }
        return held ? Optional.of(claim) : Optional.empty();
    }

    private boolean locked() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY);
                ResultSet row = statement.executeQuery()) {
            if (!row.next() || !row.getBoolean(1)) {
                return false;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(LAST)) {
            statement.execute();
        }
        return true;
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException _) {
            // it went with the connection
        }
    }
}
