package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.util.List;
import java.util.Set;

/// How one table of carts looks in this shop.
///
/// @param columns all of them, in order
/// @param generated those of them that the database works out itself, and nobody can write
/// @param expiryIndexed whether rows can be found by their expiry without reading all
record CartLayout(
        CartTable table, List<String> columns, Set<String> generated, boolean expiryIndexed) {
    CartLayout {
        columns = List.copyOf(columns);
        generated = Set.copyOf(generated);
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    /// A usable table of carts has these at least.
    boolean complete() {
        return has(table.idColumn())
                && has(table.keyColumn())
                && has(table.valueColumn())
                && has(table.expiryColumn());
    }
}
