package dev.cartwright.store.sql;

import dev.cartwright.event.Actor;
import dev.cartwright.session.ForeignRow;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The ledger of what has begun in the shop's database and not ended. It holds everything itself,
/// so that nothing that happens to a session meanwhile can take away what undoes it.
final class PendingTable {
    /// @param work see [ForeignTrash#prepare]
    /// @param trashId 0, or the session that is restored
    record Entry(
            ForeignTrash.Kind kind,
            String work,
            long trashId,
            SessionRow.Found found,
            List<ForeignRow> rows,
            Actor actor) {}

    record Stored(long ticket, Entry entry) {}

    private static final String INSERT =
            """
            INSERT INTO foreign_pending (
                kind, trash_id, prepared_at, actor_kind, actor_id, actor_from, id, cart_key, owner,
                created, last_activity, updated, expiry, times_estimated, source, email_lower,
                email, name, item_count, total, currency, minor_unit, version, deleted_at, readable,
                body, work)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING ticket""";

    /// Of contents and rows that are read together.
    private static final long TOGETHER_BYTES = 8L << 20;

    private static final String TOLD = "(work <> ? OR prepared_at <= ?)";

    private PendingTable() {}

    /// @return its ticket
    static long insert(Handle handle, Entry entry, Instant now) throws SQLException {
        PreparedStatement statement = handle.prepare(INSERT);
        statement.setString(1, entry.kind().name());
        statement.setLong(2, entry.trashId());
        statement.setLong(3, now.getEpochSecond());
        statement.setString(4, entry.actor().kind().name());
        statement.setString(5, Columns.text(entry.actor().id()));
        statement.setString(6, Columns.text(entry.actor().from()));
        bind(statement, entry.found().session());
        statement.setBytes(26, entry.found().body());
        statement.setString(27, entry.work());
        long ticket;
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            ticket = rows.getLong(1);
        }
        ForeignRows.insert(handle, ForeignRows.Keeper.PENDING, ticket, entry.rows());
        return ticket;
    }

    private static void bind(PreparedStatement statement, Session session) throws SQLException {
        String email = SessionContent.clean(session.email());
        String lower = SessionContent.lower(email);
        statement.setLong(7, session.id());
        statement.setString(8, session.key().value());
        statement.setLong(9, session.owner().userId());
        statement.setLong(10, session.times().created().getEpochSecond());
        statement.setLong(11, session.times().lastActivity().getEpochSecond());
        statement.setLong(12, session.times().updated().getEpochSecond());
        statement.setLong(13, session.times().expiry().getEpochSecond());
        statement.setInt(14, session.times().estimated() ? 1 : 0);
        statement.setString(15, SessionContent.clean(session.source()));
        statement.setString(16, lower);
        if (lower.equals(email)) {
            statement.setNull(17, Types.VARCHAR);
        } else {
            statement.setString(17, email);
        }
        statement.setString(18, SessionContent.clean(session.name()));
        statement.setLong(19, session.itemCount());
        statement.setLong(20, session.total());
        statement.setString(21, SessionContent.clean(session.currencyCode()));
        statement.setInt(22, session.minorUnit());
        statement.setLong(23, session.version());
        Columns.setInstant(statement, 24, session.deletedAt());
        statement.setInt(25, session.readable() ? 1 : 0);
    }

    /// False when it was completed or dropped before. Locks it until the unit ends.
    static boolean take(Handle handle, long ticket) throws SQLException {
        PreparedStatement statement =
                handle.prepare("DELETE FROM foreign_pending WHERE ticket = ?");
        statement.setLong(1, ticket);
        if (statement.executeUpdate() == 0) {
            return false;
        }
        ForeignRows.delete(handle, ForeignRows.Keeper.PENDING, ticket);
        return true;
    }

    /// @param nameless of which only those before it are told
    static List<String> works(Handle handle, Instant nameless) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT DISTINCT work FROM foreign_pending WHERE " + TOLD);
        statement.setString(1, ForeignTrash.NAMELESS);
        statement.setLong(2, nameless.getEpochSecond());
        var works = new ArrayList<String>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                works.add(rows.getString(1));
            }
        }
        return works;
    }

    /// @param behind a ticket
    /// @param nameless of which only those before it are told
    static List<Stored> of(Handle handle, String work, long behind, Instant nameless)
            throws SQLException {
        var found = new ArrayList<Stored>();
        for (long ticket : tickets(handle, work, behind, nameless)) {
            PreparedStatement statement =
                    handle.prepare(
                            "SELECT "
                                    + SessionRow.COLUMNS
                                    + ", s.body, s.ticket, s.kind, s.trash_id, s.actor_kind,"
                                    + " s.actor_id, s.actor_from, s.work FROM foreign_pending s"
                                    + " WHERE s.ticket = ?");
            statement.setLong(1, ticket);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    found.add(stored(handle, rows));
                }
            }
        }
        return found;
    }

    /// As many as fit in memory, but one at least.
    private static List<Long> tickets(Handle handle, String work, long behind, Instant nameless)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT s.ticket, length(s.body) + coalesce((
                            SELECT sum(length(r.value))
                            FROM foreign_pending_row r WHERE r.ticket = s.ticket), 0)
                        FROM foreign_pending s WHERE
                        """
                                + TOLD
                                + " AND s.work = ? AND s.ticket > ? ORDER BY s.ticket LIMIT ?");
        statement.setString(1, ForeignTrash.NAMELESS);
        statement.setLong(2, nameless.getEpochSecond());
        statement.setString(3, work);
        statement.setLong(4, behind);
        statement.setInt(5, Selection.MAX);
        var tickets = new ArrayList<Long>();
        long bytes = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                bytes += rows.getLong(2);
                if (!tickets.isEmpty() && bytes > TOGETHER_BYTES) {
                    break;
                }
                tickets.add(rows.getLong(1));
            }
        }
        return tickets;
    }

    private static Stored stored(Handle handle, ResultSet row) throws SQLException {
        long ticket = row.getLong(SessionRow.BODY + 1);
        var actor =
                new Actor(
                        Actor.Kind.valueOf(row.getString(SessionRow.BODY + 4)),
                        row.getString(SessionRow.BODY + 5),
                        row.getString(SessionRow.BODY + 6));
        var entry =
                new Entry(
                        ForeignTrash.Kind.valueOf(row.getString(SessionRow.BODY + 2)),
                        row.getString(SessionRow.BODY + 7),
                        row.getLong(SessionRow.BODY + 3),
                        SessionRow.readWithBody(row),
                        ForeignRows.of(handle, ForeignRows.Keeper.PENDING, ticket),
                        actor);
        return new Stored(ticket, entry);
    }
}
