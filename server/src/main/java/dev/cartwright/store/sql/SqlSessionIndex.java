package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionIndex;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The index of a shop's carts, on SQLite or PostgreSQL.
///
/// Columns are worked out, and contents encoded and decoded, outside the database's transactions.
public final class SqlSessionIndex implements SessionIndex {
    private static final int CHUNK = 32;
    private static final String MARKS =
            """
            SELECT f.row_id, s.cart_key, f.fingerprint, f.session_id
            FROM session_foreign f JOIN session s ON s.id = f.session_id AND s.live = 1
            WHERE f.origin = ?""";

    private final Database database;
    private final CartDocumentCodec codec = new CartDocumentCodec();

    public SqlSessionIndex(Database database) {
        this.database = database;
    }

    static void checkSize(int size) {
        if (size > Selection.MAX) {
            throw new IllegalArgumentException(
                    "at most %d sessions, not %d".formatted(Selection.MAX, size));
        }
    }

    @Override
    public List<Session> put(List<ImportedSession> seen) {
        checkSize(seen.size());
        List<IndexWrites.Seen> rows = seen.stream().map(IndexWrites.Seen::of).toList();
        return write("could not put carts into the index", Actor.SYSTEM, index -> index.put(rows));
    }

    @Override
    public Session save(ImportedSession written, Actor actor) {
        var row = IndexWrites.Seen.whole(written, codec);
        return write("could not put a saved cart into the index", actor, index -> index.save(row));
    }

    @Override
    public int remove(List<CartKey> gone) {
        return write(
                "could not take carts out of the index", Actor.SYSTEM, index -> index.remove(gone));
    }

    @FunctionalInterface
    private interface Change<T> {
        T run(IndexWrites index) throws SQLException;
    }

    private <T> T write(String what, Actor actor, Change<T> change) {
        Instant now = database.clock().instant();
        var changed = new LinkedHashSet<CartKey>();
        try {
            return database.write(
                    what,
                    handle ->
                            change.run(
                                    new IndexWrites(
                                            SessionWrites.in(handle, actor, now, changed))));
        } finally {
            // after a failed write too: what became of it may not be known
            database.changes().sessions(changed);
        }
    }

    private record Indexed(SessionRow.Found found, String origin, String fingerprint) {}

    @Override
    public List<Known> known(List<CartKey> keys) {
        checkSize(keys.size());
        if (keys.isEmpty()) {
            return List.of();
        }
        List<CartKey> distinct = List.copyOf(new LinkedHashSet<>(keys));
        return database
                .read("could not look into the index", handle -> indexed(handle, distinct))
                .stream()
                .map(this::known)
                .toList();
    }

    private static List<Indexed> indexed(Handle handle, List<CartKey> keys) throws SQLException {
        String sql =
                "SELECT "
                        + SessionRow.COLUMNS
                        + ", d.body, f.origin, f.fingerprint FROM session s"
                        + handle.dialect().indexedBy("session_key")
                        + " JOIN session_document d ON d.session_id = s.id"
                        + " JOIN session_foreign f ON f.session_id = s.id"
                        + " WHERE s.live = 1 AND s.cart_key IN ("
                        + String.join(", ", Collections.nCopies(CHUNK, "?"))
                        + ")";
        var found = new ArrayList<Indexed>();
        for (int start = 0; start < keys.size(); start += CHUNK) {
            PreparedStatement statement = handle.prepare(sql);
            for (int i = 0; i < CHUNK; i++) {
                // a last chunk repeats its last key: one text of SQL for every length
                statement.setString(i + 1, keys.get(Math.min(start + i, keys.size() - 1)).value());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Indexed(
                                    SessionRow.readWithBody(rows),
                                    rows.getString(SessionRow.BODY + 1),
                                    rows.getString(SessionRow.BODY + 2)));
                }
            }
        }
        return found;
    }

    private Known known(Indexed row) {
        Session session = row.found().session();
        return new Known(
                session, row.origin(), row.fingerprint(), contents(session, row.found().body()));
    }

    /// What was damaged here is not kept: the shop's row has it.
    private @Nullable CartDocument contents(Session session, byte[] body) {
        if (CartDocumentCodec.isElsewhere(body)) {
            return null;
        }
        CartDocument document = codec.decode(body);
        boolean damaged = document instanceof CartDocument.Unreadable && session.readable();
        return damaged ? null : document;
    }

    @Override
    public List<Mark> marks(String origin, long afterRowId, int limit) {
        return database.read(
                "could not read marks of the index",
                handle -> {
                    var marks = new ArrayList<Mark>();
                    PreparedStatement statement =
                            handle.prepare(
                                    MARKS
                                            + " AND f.row_id > ?"
                                            + " ORDER BY f.row_id, f.session_id LIMIT ?");
                    statement.setString(1, origin);
                    statement.setLong(2, afterRowId);
                    statement.setInt(3, limit);
                    long last = read(statement, marks);
                    if (marks.size() == limit && limit > 0) {
                        addSameRow(handle, origin, last, marks);
                    }
                    return marks;
                });
    }

    /// @return the session of the last mark
    private static long read(PreparedStatement statement, List<Mark> marks) throws SQLException {
        long last = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                var key = new CartKey(rows.getString(2));
                marks.add(new Mark(rows.getLong(1), key, rows.getString(3)));
                last = rows.getLong(4);
            }
        }
        return last;
    }

    /// A row whose key has changed is known under the old one too, until that is taken out: both
    /// belong on one page, since the next begins behind the number.
    private static void addSameRow(Handle handle, String origin, long session, List<Mark> marks)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        MARKS + " AND f.row_id = ? AND f.session_id > ? ORDER BY f.session_id");
        statement.setString(1, origin);
        statement.setLong(2, marks.getLast().rowId());
        statement.setLong(3, session);
        read(statement, marks);
    }

    /// Whether the database has sessions that are no shop's.
    public boolean hasOthers() {
        return database.<Boolean>read(
                "could not look for carts of our own",
                handle -> ForeignTable.countOthers(handle) > 0);
    }

    @Override
    public State state() {
        return database.readOnce("could not look into the index", IndexState::of);
    }

    @Override
    public void doubt() {
        database.write(
                "could not have the index filled anew",
                handle -> {
                    IndexState.doubt(handle);
                    return true;
                });
    }

    @Override
    public Optional<Loading> load() {
        return database.engine()
                .claimFilling()
                .flatMap(claim -> IndexLoading.begin(database, claim));
    }
}
