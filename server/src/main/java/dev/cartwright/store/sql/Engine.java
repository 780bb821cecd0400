package dev.cartwright.store.sql;

import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// How one kind of database runs units of work.
interface Engine extends AutoCloseable {
    Dialect dialect();

    /// Reads from one consistent snapshot.
    <T extends @Nullable Object> T read(String what, SqlWork<T> work);

    /// As [#read], for work that runs a single statement, which is a snapshot by itself.
    <T extends @Nullable Object> T readOnce(String what, SqlWork<T> work);

    /// Writes everything or nothing; durable on return.
    <T extends @Nullable Object> T write(String what, SqlWork<T> unit);

    /// The right to fill the index of a shop's carts, which one caller has at a time, over all
    /// processes that keep it. Empty while somebody has it; whoever dies has it no more.
    Optional<Claim> claimFilling();

    /// Connections for a library that brings its own SQL.
    DataSource source();

    /// Tells what was changed.
    Changes changes();

    /// Finishes what was asked for before; later calls are refused.
    @Override
    void close();
}
