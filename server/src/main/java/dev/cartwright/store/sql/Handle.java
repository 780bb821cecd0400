package dev.cartwright.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection inside a unit of work, with its kept statements.
///
/// Used by one thread at a time, and only until the unit ends.
public final class Handle {
    private static final int MAX_KEPT = 256;

    private final Connection connection;
    private final Dialect dialect;
    private final Tally tally = new Tally();
    private Settlement.@Nullable Lines lines;
    private final LinkedHashMap<String, PreparedStatement> kept =
            new LinkedHashMap<>(64, 0.75f, true);

    Handle(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /// A statement that is kept with the connection: never close it, and do not nest two uses of
    /// one text. Its parameters are cleared. Result sets are the caller's to close.
    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = kept.get(sql);
        if (known != null && usable(known)) {
            return known;
        }
        PreparedStatement fresh = connection.prepareStatement(sql);
        kept.put(sql, fresh);
        if (kept.size() > MAX_KEPT) {
            dropOldest();
        }
        return fresh;
    }

    /// SQLite's driver drops a statement that failed, on a full disk for one, without saying so.
    private static boolean usable(PreparedStatement statement) {
        try {
            statement.clearParameters();
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    public Connection connection() {
        return connection;
    }

    public Dialect dialect() {
        return dialect;
    }

    /// What this unit adds to the kept counters; written once, when the transaction ends.
    Tally tally() {
        return tally;
    }

    /// Read once in a transaction of SQLite's writer, which runs many units.
    Settlement.Lines lines() throws SQLException {
        Settlement.Lines known = lines;
        if (known == null) {
            known = Settlement.lines(this);
            lines = known;
        }
        return known;
    }

    /// They were moved, or another process may have moved them.
    void forgetLines() {
        lines = null;
    }

    private void dropOldest() throws SQLException {
        Map.Entry<String, PreparedStatement> oldest = kept.firstEntry();
        kept.remove(oldest.getKey());
        oldest.getValue().close();
    }
}
