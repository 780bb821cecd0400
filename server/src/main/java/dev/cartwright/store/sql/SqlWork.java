package dev.cartwright.store.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Something done with a database in one transaction.
///
/// It may run more than once when the database asks for a repetition, so it must not keep state
/// outside its result.
@FunctionalInterface
public interface SqlWork<T extends @Nullable Object> {
    T run(Handle handle) throws SQLException;
}
