package dev.cartwright.store.sql;

import dev.cartwright.event.Actor;
import dev.cartwright.event.Detail;
import dev.cartwright.event.Event;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table of what happened. Every write adds its events in its own unit.
public final class Events {
    private static final int MAX_ACTOR_ID = 200;

    private final Database database;

    public Events(Database database) {
        this.database = database;
    }

    /// Events behind a sequence number, oldest first.
    public List<Event> after(long sequence, int limit) {
        return database.readOnce(
                "could not read events", handle -> select(handle, sequence, limit));
    }

    /// Part of a write: an act whose type says it all.
    static void append(Handle handle, Instant at, Actor actor, Event.Type type, long subject)
            throws SQLException {
        append(handle, at, actor, type, subject, (String) null);
    }

    /// Part of a write: an act with what it changed.
    static void append(
            Handle handle, Instant at, Actor actor, Event.Type type, long subject, Detail detail)
            throws SQLException {
        append(handle, at, actor, type, subject, detail.json());
    }

    private static void append(
            Handle handle,
            Instant at,
            Actor actor,
            Event.Type type,
            long subject,
            @Nullable String detail)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO event (at, actor_kind, actor_id, origin, type, subject, detail)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""");
        statement.setLong(1, at.getEpochSecond());
        statement.setString(2, actor.kind().name());
        statement.setString(3, shortened(actor.id()));
        statement.setString(4, shortened(actor.from()));
        statement.setString(5, type.name());
        statement.setLong(6, subject);
        statement.setString(7, detail);
        statement.executeUpdate();
    }

    private static String shortened(String text) {
        String clean = Columns.text(text);
        return clean.length() > MAX_ACTOR_ID ? clean.substring(0, MAX_ACTOR_ID) : clean;
    }

    private static List<Event> select(Handle handle, long sequence, int limit) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT sequence, at, actor_kind, actor_id, origin, type, subject, detail
                        FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?""");
        statement.setLong(1, sequence);
        statement.setInt(2, limit);
        var events = new ArrayList<Event>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                events.add(event(rows));
            }
        }
        return events;
    }

    private static Event event(ResultSet row) throws SQLException {
        var actor =
                new Actor(Actor.Kind.valueOf(row.getString(3)), row.getString(4), row.getString(5));
        return new Event(
                row.getLong(1),
                Instant.ofEpochSecond(row.getLong(2)),
                actor,
                Event.Type.valueOf(row.getString(6)),
                row.getLong(7),
                row.getString(8));
    }
}
