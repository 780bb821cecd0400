package dev.cartwright.store.sql;

import dev.cartwright.outage.Outage;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What an exception of SQLite's driver means to us. A disk that fails or a file that is damaged is
/// no outage: waiting does not help.
final class SqliteFailures {
    private static final String BUSY = "The database is busy. Please try again.";
    private static final String FULL = "There is no room left to store it. Nothing was changed.";
    private static final String READING =
            "The server's data cannot be written now. Nothing was changed.";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);

    private SqliteFailures() {}

    static RuntimeException of(String what, SQLException e) {
        return switch (kind(e)) {
            case SQLITE_FULL -> new Outage(FULL, LATER, e);
            case SQLITE_READONLY -> new Outage(READING, LATER, e);
            case SQLITE_BUSY, SQLITE_LOCKED -> busy(e);
            case null, default -> new StoreException(what, e);
        };
    }

    /// @param e null when it did not come to asking the database
    static Outage busy(@Nullable SQLException e) {
        return new Outage(BUSY, SOON, e);
    }

    /// Another connection holds the lock of the file.
    static boolean isBusy(SQLException e) {
        return kind(e) == SQLiteErrorCode.SQLITE_BUSY || kind(e) == SQLiteErrorCode.SQLITE_LOCKED;
    }

    /// The lowest byte; what the others add is of no interest here.
    private static @Nullable SQLiteErrorCode kind(SQLException e) {
        return e instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
                : null;
    }
}
