package dev.cartwright.store.sql;

import dev.cartwright.audit.AuditStore;
import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.audit.Place;
import dev.cartwright.audit.Seal;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The log in the table `event`, its seals in `audit_seal`.
public final class SqlAuditStore implements AuditStore {
    private static final String SEAL =
            """
            SELECT n, at, reached_xid, reached_sequence, count, entries, previous, seal
            FROM audit_seal
            """;

    /// Behind a place, as long as no transaction runs that could still commit before them. A number
    /// that this cluster has not come to yet is of another one, where nothing runs for us.
    private static final String OPEN_ON_POSTGRES =
            """
             FROM event e WHERE (e.xid, e.sequence) > (?, ?)
                AND (e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                    OR e.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
            ORDER BY e.xid, e.sequence LIMIT ?""";

    /// Whether the place lies in a future that this cluster cannot know, and nothing waits behind
    // it.
    private static final String FOREIGN =
            """
            SELECT ? >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
                AND NOT EXISTS (SELECT 1 FROM event e WHERE (e.xid, e.sequence) > (?, ?))""";

    /// Among so many seals is the one with the highest sequence: entries and seals go nearly the
    /// same way.
    private static final int NEAR_THE_END = 64;

    private final Database database;

    public SqlAuditStore(Database database) {
        this.database = database;
    }

    @Override
    public Open open(int limit) {
        return database.read(
                "could not read the open entries of the audit log",
                handle -> {
                    Seal head = head(handle);
                    Place reached = head == null ? new Place(-1, 0) : head.reached();
                    List<Entry> entries = behind(handle, reached, limit);
                    return new Open(
                            head, entries, entries.isEmpty() ? restart(handle, reached) : null);
                });
    }

    private static List<Entry> behind(Handle handle, Place place, int limit) throws SQLException {
        if (handle.dialect() == Dialect.SQLITE) {
            return EntryRows.page(handle, EntryFilter.ALL, place.sequence(), false, limit);
        }
        PreparedStatement statement =
                handle.prepare("SELECT " + EntryRows.columns(Dialect.POSTGRES) + OPEN_ON_POSTGRES);
        statement.setLong(1, place.transaction());
        statement.setLong(2, place.sequence());
        statement.setInt(3, limit);
        return EntryRows.read(statement);
    }

    private static @Nullable Place restart(Handle handle, Place reached) throws SQLException {
        if (handle.dialect() == Dialect.SQLITE) {
            return null;
        }
        PreparedStatement statement = handle.prepare(FOREIGN);
        statement.setLong(1, reached.transaction());
        statement.setLong(2, reached.transaction());
        statement.setLong(3, reached.sequence());
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            if (!rows.getBoolean(1)) {
                return null;
            }
        }
        PreparedStatement newest = handle.prepare(SEAL + "ORDER BY n DESC LIMIT ?");
        newest.setInt(1, NEAR_THE_END);
        long last = read(newest).stream().mapToLong(Seal::lastSequence).max().orElse(0);
        return new Place(0, last);
    }

    @Override
    public boolean append(Seal seal) {
        return database.write(
                "could not seal the audit log",
                handle -> {
                    Revision.AUDIT.lock(handle);
                    Seal head = head(handle);
                    if (!follows(seal, head)) {
                        return false;
                    }
                    insert(handle, seal);
                    if (seal.count() == 0) {
                        startAnew(handle, seal.reached());
                    }
                    return true;
                });
    }

    private static boolean follows(Seal seal, @Nullable Seal head) {
        return head == null
                ? seal.n() == 1
                : seal.n() == head.n() + 1 && Arrays.equals(seal.previous(), head.seal());
    }

    private static void insert(Handle handle, Seal seal) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO audit_seal (n, at, reached_xid, reached_sequence, count,
                            entries, previous, seal)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""");
        statement.setLong(1, seal.n());
        statement.setLong(2, seal.at());
        statement.setLong(3, seal.reached().transaction());
        statement.setLong(4, seal.reached().sequence());
        statement.setInt(5, seal.count());
        statement.setBytes(6, seal.entries());
        statement.setBytes(7, seal.previous());
        statement.setBytes(8, seal.seal());
        statement.executeUpdate();
    }

    /// The order of another cluster's transactions is written down in the seals by now.
    private static void startAnew(Handle handle, Place reached) throws SQLException {
        PreparedStatement statement =
                handle.prepare("UPDATE event SET xid = 0 WHERE xid > 0 AND sequence <= ?");
        statement.setLong(1, reached.sequence());
        statement.executeUpdate();
    }

    @Override
    public void note(Event.Type type, long subject, Actor actor) {
        database.write(
                "could not note an act",
                handle -> {
                    Events.append(handle, database.clock().instant(), actor, type, subject);
                    return true;
                });
    }

    @Override
    public Optional<Seal> head() {
        return database.readOnce(
                "could not read the head of the audit log",
                handle -> Optional.ofNullable(head(handle)));
    }

    private static @Nullable Seal head(Handle handle) throws SQLException {
        List<Seal> newest = read(handle.prepare(SEAL + "ORDER BY n DESC LIMIT 1"));
        return newest.isEmpty() ? null : newest.getFirst();
    }

    @Override
    public List<Seal> seals(long after, int limit) {
        return database.readOnce(
                "could not read the seals of the audit log",
                handle -> {
                    PreparedStatement statement =
                            handle.prepare(SEAL + "WHERE n > ? ORDER BY n LIMIT ?");
                    statement.setLong(1, after);
                    statement.setInt(2, limit);
                    return read(statement);
                });
    }

    private static List<Seal> read(PreparedStatement statement) throws SQLException {
        var seals = new ArrayList<Seal>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                seals.add(seal(rows));
            }
        }
        return seals;
    }

    private static Seal seal(ResultSet row) throws SQLException {
        return new Seal(
                row.getLong(1),
                row.getLong(2),
                new Place(row.getLong(3), row.getLong(4)),
                row.getInt(5),
                row.getBytes(6),
                row.getBytes(7),
                row.getBytes(8));
    }

    @Override
    public List<Entry> after(EntryFilter filter, long sequence, int limit) {
        return database.readOnce(
                "could not read the audit log",
                handle -> EntryRows.page(handle, filter, sequence, false, limit));
    }

    @Override
    public List<Entry> before(EntryFilter filter, long sequence, int limit) {
        return database.readOnce(
                "could not read the audit log",
                handle -> EntryRows.page(handle, filter, sequence, true, limit));
    }
}
