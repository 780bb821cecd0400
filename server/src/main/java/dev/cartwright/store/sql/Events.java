package dev.cartwright.store.sql;

import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

    /// Part of a write.
    static void append(Handle handle, Instant at, Actor actor, Event.Type type, long subject)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO event (at, actor_kind, actor_id, type, subject)
                        VALUES (?, ?, ?, ?, ?)""");
        String id = actor.id();
        statement.setLong(1, at.getEpochSecond());
        statement.setString(2, actor.kind().name());
        statement.setString(3, id.length() > MAX_ACTOR_ID ? id.substring(0, MAX_ACTOR_ID) : id);
        statement.setString(4, type.name());
        statement.setLong(5, subject);
        statement.executeUpdate();
    }

    private static List<Event> select(Handle handle, long sequence, int limit) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT sequence, at, actor_kind, actor_id, type, subject
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
        var actor = new Actor(Actor.Kind.valueOf(row.getString(3)), row.getString(4));
        return new Event(
                row.getLong(1),
                Instant.ofEpochSecond(row.getLong(2)),
                actor,
                Event.Type.valueOf(row.getString(5)),
                row.getLong(6));
    }
}
