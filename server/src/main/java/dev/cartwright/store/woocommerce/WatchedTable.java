package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;

/// A table of carts as the binary log names it.
///
/// @param name whole, without the schema
/// @param columns how many it has
/// @param idColumn the place of the row's number among them, from 0
/// @param keyColumn the place of the cart's key
record WatchedTable(CartTable table, String name, int columns, int idColumn, int keyColumn) {
    static WatchedTable of(CartLayout layout, String prefix) {
        CartTable table = layout.table();
        return new WatchedTable(
                table,
                prefix + table.table(),
                layout.columns().size(),
                layout.columns().indexOf(table.idColumn()),
                layout.columns().indexOf(table.keyColumn()));
    }
}
