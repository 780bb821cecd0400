package dev.cartwright.store.sql;

import dev.cartwright.usage.DayCount;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.MinuteCount;
import dev.cartwright.usage.StoredUsage;
import dev.cartwright.usage.UsageDelta;
import dev.cartwright.usage.UsageStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps how keys were used in the tables `usage_day`, `usage_minute` and `usage_last`, and the
/// time of the last use in `consumer_key`.
public final class SqlUsageStore implements UsageStore {
    private final Database database;

    public SqlUsageStore(Database database) {
        this.database = database;
    }

    /// Table by table: servers that write at the same time lock rows in the same order as long as
    /// all of them come with their keys in order.
    @Override
    public void add(List<UsageDelta> deltas) {
        database.write(
                "could not add to the usage of keys",
                handle -> {
                    addDays(handle, deltas);
                    addMinutes(handle, deltas);
                    noteLastUse(handle, deltas);
                    noteLastAccess(handle, deltas);
                    return true;
                });
    }

    private static void addDays(Handle handle, List<UsageDelta> deltas) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO usage_day (key_id, day, method, route, status, calls)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (key_id, day, method, route, status)
                            DO UPDATE SET calls = usage_day.calls + excluded.calls""");
        for (UsageDelta delta : deltas) {
            for (DayCount count : delta.days()) {
                statement.setLong(1, delta.keyId());
                statement.setLong(2, count.day());
                statement.setString(3, count.method());
                statement.setString(4, count.route());
                statement.setInt(5, count.status());
                statement.setLong(6, count.calls());
                statement.addBatch();
            }
        }
        statement.executeBatch();
    }

    private static void addMinutes(Handle handle, List<UsageDelta> deltas) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO usage_minute (key_id, minute, calls, errors)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (key_id, minute)
                            DO UPDATE SET calls = usage_minute.calls + excluded.calls,
                                errors = usage_minute.errors + excluded.errors""");
        for (UsageDelta delta : deltas) {
            for (MinuteCount count : delta.minutes()) {
                statement.setLong(1, delta.keyId());
                statement.setLong(2, count.minute());
                statement.setLong(3, count.calls());
                statement.setLong(4, count.errors());
                statement.addBatch();
            }
        }
        statement.executeBatch();
    }

    private static void noteLastUse(Handle handle, List<UsageDelta> deltas) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO usage_last (key_id, used_at, address, client)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (key_id)
                            DO UPDATE SET used_at = excluded.used_at, address = excluded.address,
                                client = excluded.client
                            WHERE usage_last.used_at <= excluded.used_at""");
        for (UsageDelta delta : deltas) {
            LastUse last = delta.last();
            if (last != null) {
                statement.setLong(1, delta.keyId());
                statement.setLong(2, last.at().toEpochMilli());
                statement.setString(3, Columns.text(last.address()));
                statement.setString(4, Columns.text(last.client()));
                statement.addBatch();
            }
        }
        statement.executeBatch();
    }

    /// Without a new revision of the keys: no server has to read them anew for this.
    private static void noteLastAccess(Handle handle, List<UsageDelta> deltas) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE consumer_key SET last_access = ?
                        WHERE id = ? AND (last_access IS NULL OR last_access < ?)""");
        for (UsageDelta delta : deltas) {
            LastUse last = delta.last();
            if (last != null) {
                statement.setLong(1, last.at().getEpochSecond());
                statement.setLong(2, delta.keyId());
                statement.setLong(3, last.at().getEpochSecond());
                statement.addBatch();
            }
        }
        statement.executeBatch();
    }

    @Override
    public StoredUsage read(long keyId, long fromDay, long fromMinute) {
        return database.read(
                "could not read the usage of key " + keyId,
                handle ->
                        new StoredUsage(
                                days(handle, keyId, fromDay),
                                lately(handle, keyId, fromMinute),
                                last(handle, keyId)));
    }

    private static List<DayCount> days(Handle handle, long keyId, long fromDay)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT day, method, route, status, calls FROM usage_day
                        WHERE key_id = ? AND day >= ?""");
        statement.setLong(1, keyId);
        statement.setLong(2, fromDay);
        var days = new ArrayList<DayCount>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                days.add(
                        new DayCount(
                                rows.getLong("day"),
                                rows.getString("method"),
                                rows.getString("route"),
                                rows.getInt("status"),
                                rows.getLong("calls")));
            }
        }
        return days;
    }

    private static long lately(Handle handle, long keyId, long fromMinute) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT calls FROM usage_minute WHERE key_id = ? AND minute >= ?""");
        statement.setLong(1, keyId);
        statement.setLong(2, fromMinute);
        long calls = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                calls += rows.getLong("calls");
            }
        }
        return calls;
    }

    private static @Nullable LastUse last(Handle handle, long keyId) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT used_at, address, client FROM usage_last WHERE key_id = ?""");
        statement.setLong(1, keyId);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? new LastUse(
                            Instant.ofEpochMilli(rows.getLong("used_at")),
                            rows.getString("address"),
                            rows.getString("client"))
                    : null;
        }
    }

    @Override
    public boolean forget(long firstDay, long firstMinute, int atMost) {
        return database.write(
                "could not forget old usage",
                handle -> {
                    int days = forgetDays(handle, firstDay, atMost);
                    int minutes = forgetMinutes(handle, firstMinute, atMost);
                    return days == atMost || minutes == atMost;
                });
    }

    /// Rows that another server is just forgetting are passed over.
    private static int forgetDays(Handle handle, long firstDay, int atMost) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        DELETE FROM usage_day WHERE (key_id, day, method, route, status) IN (
                            SELECT key_id, day, method, route, status FROM usage_day
                            WHERE day < ? LIMIT ?%s)"""
                                .formatted(handle.dialect().skipLocked()));
        statement.setLong(1, firstDay);
        statement.setInt(2, atMost);
        return statement.executeUpdate();
    }

    private static int forgetMinutes(Handle handle, long firstMinute, int atMost)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        DELETE FROM usage_minute WHERE (key_id, minute) IN (
                            SELECT key_id, minute FROM usage_minute
                            WHERE minute < ? LIMIT ?%s)"""
                                .formatted(handle.dialect().skipLocked()));
        statement.setLong(1, firstMinute);
        statement.setInt(2, atMost);
        return statement.executeUpdate();
    }
}
