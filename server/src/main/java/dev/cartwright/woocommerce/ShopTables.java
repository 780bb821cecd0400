package dev.cartwright.woocommerce;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// The tables of a database with shops in it: a dump's, or those of a living one.
public interface ShopTables extends Closeable {
    /// A longer row is handed out without what was too much.
    long MAX_ROW_BYTES = 16L << 20;

    interface RowHandler {
        void row(DumpRow row) throws IOException;
    }

    /// With its database in front where a dump names one: `shop.wp_posts`.
    Set<String> names();

    /// 0 when there is no such table.
    long rowCount(String table);

    /// Hands out the rows of a table in their order; none when there is no such table. A cell is as
    /// a dump in UTF-8 has it, text and number alike.
    void rows(String table, List<String> columns, RowHandler handler) throws IOException;

    /// As [#rows(String, List, RowHandler)], where a column has one of some values. Others may be
    /// handed out too: a dump has to be read whole anyway.
    ///
    /// @param only the column's name, one of those wanted
    default void rows(
            String table, List<String> columns, String only, Set<String> values, RowHandler handler)
            throws IOException {
        rows(table, columns, handler);
    }

    /// Whether the end is missing.
    default boolean cutOff() {
        return false;
    }

    /// Parts that could not be followed to their end.
    default long malformed() {
        return 0;
    }

    @Override
    default void close() throws IOException {}
}
