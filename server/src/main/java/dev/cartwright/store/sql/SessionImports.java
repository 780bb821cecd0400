package dev.cartwright.store.sql;

import dev.cartwright.event.Event;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes over sessions of other systems, and remembers what was taken from where.
final class SessionImports {
    /// @param sessionId null when that session was deleted for good
    private record Known(
            String origin, String fingerprint, @Nullable Long sessionId, long version) {}

    private final SessionWrites writes;
    private final Handle handle;

    SessionImports(SessionWrites writes) {
        this.writes = writes;
        handle = writes.handle();
    }

    ImportOutcome take(ImportedSession imported, SessionContent content) throws SQLException {
        List<Known> known = known(imported.key().value());
        Optional<Known> same =
                known.stream().filter(one -> one.origin().equals(imported.origin())).findFirst();
        return same.isPresent()
                ? takeAgain(same.get(), imported, content)
                : takeNew(!known.isEmpty(), imported, content);
    }

    private ImportOutcome takeAgain(Known known, ImportedSession imported, SessionContent content)
            throws SQLException {
        if (known.sessionId() == null) {
            return ImportOutcome.KEPT_DELETED;
        }
        Optional<Session> ours = SessionTable.lockById(handle, known.sessionId());
        if (ours.isEmpty() || ours.get().deletedAt() != null) {
            return ImportOutcome.KEPT_DELETED;
        }
        if (known.fingerprint().equals(imported.fingerprint())) {
            return ImportOutcome.UNCHANGED;
        }
        if (ours.get().version() != known.version()) {
            return ImportOutcome.KEPT_OURS;
        }
        remember(imported, writes.replace(ours.get(), content, Event.Type.CART_IMPORTED));
        return ImportOutcome.UPDATED;
    }

    /// What was deleted here under this key stays deleted, whichever origin brings it back.
    private ImportOutcome takeNew(
            boolean knownElsewhere, ImportedSession imported, SessionContent content)
            throws SQLException {
        if (SessionTable.lockLive(handle, imported.key()).isPresent()) {
            return ImportOutcome.KEPT_OURS;
        }
        if (knownElsewhere || SessionTable.lockNewestTrashed(handle, imported.key()).isPresent()) {
            return ImportOutcome.KEPT_DELETED;
        }
        long wanted = imported.preferredId();
        long id = wanted > 0 && !SessionTable.taken(handle, wanted) ? wanted : 0;
        remember(imported, writes.create(content, id, Event.Type.CART_IMPORTED));
        if (id != 0) {
            skipNumbersTo(handle, id);
        }
        return ImportOutcome.CREATED;
    }

    /// PostgreSQL's sequence knows nothing of numbers that were given by hand.
    static void skipNumbersTo(Handle handle, long id) throws SQLException {
        if (handle.dialect() != Dialect.POSTGRES) {
            return;
        }
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT setval(pg_get_serial_sequence('session', 'id'), ?)
                        WHERE ? > (SELECT last_value FROM session_id_seq)""");
        statement.setLong(1, id);
        statement.setLong(2, id);
        statement.executeQuery().close();
    }

    private List<Known> known(String key) throws SQLException {
        String sql =
                """
                SELECT origin, fingerprint, session_id, version
                FROM session_import WHERE cart_key = ?""";
        PreparedStatement statement = handle.prepare(sql + handle.dialect().forUpdate());
        statement.setString(1, key);
        var known = new ArrayList<Known>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long id = rows.getLong(3);
                Long sessionId = rows.wasNull() ? null : id;
                known.add(
                        new Known(
                                rows.getString(1), rows.getString(2), sessionId, rows.getLong(4)));
            }
        }
        return known;
    }

    private void remember(ImportedSession imported, Session session) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO session_import
                            (cart_key, origin, fingerprint, session_id, version)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (cart_key, origin) DO UPDATE SET
                            fingerprint = excluded.fingerprint,
                            session_id = excluded.session_id,
                            version = excluded.version""");
        statement.setString(1, imported.key().value());
        statement.setString(2, imported.origin());
        statement.setString(3, imported.fingerprint());
        statement.setLong(4, session.id());
        statement.setLong(5, session.version());
        statement.executeUpdate();
    }

    /// Part of deleting for good: the mark stays, the number may be given to another.
    static void forget(Handle handle, Session session) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE session_import SET session_id = ?
                        WHERE cart_key = ? AND session_id = ?""");
        statement.setNull(1, Types.BIGINT);
        statement.setString(2, session.key().value());
        statement.setLong(3, session.id());
        statement.executeUpdate();
    }
}
