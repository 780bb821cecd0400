package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.util.List;
import java.util.Set;

/// How one table of carts looks in this shop.
///
/// @param columns all of them, in order
/// @param generated those of them that the database works out itself, and nobody can write
/// @param expiryIndexed whether rows can be found by their expiry without reading all
/// @param seenAs the character set into which the database converts values for WordPress, which
///     writes and counts their bytes in it; empty where it sees them as they are stored
record CartLayout(
        CartTable table,
        List<String> columns,
        Set<String> generated,
        boolean expiryIndexed,
        String seenAs) {
    CartLayout {
        columns = List.copyOf(columns);
        generated = Set.copyOf(generated);
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    boolean converted() {
        return !seenAs.isEmpty();
    }

    /// An expression for the bytes that WordPress sees of a value.
    String seen() {
        return ShopCharset.seen(table.valueColumn(), seenAs);
    }

    /// The place of a parameter for a value, in bytes as WordPress would write them.
    String written() {
        return converted() ? "CONVERT(CAST(? AS BINARY) USING %s)".formatted(seenAs) : "?";
    }

    /// A usable table of carts has these at least.
    boolean complete() {
        return has(table.idColumn())
                && has(table.keyColumn())
                && has(table.valueColumn())
                && has(table.expiryColumn());
    }
}
