package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.util.List;
import java.util.Map;

/// Rows that are said to have changed.
///
/// @param rows numbers by table
/// @param keys of rows whose number was not told
record Told(Map<CartTable, List<Long>> rows, List<String> keys) {
    Told {
        rows = Map.copyOf(rows);
        keys = List.copyOf(keys);
    }

    int size() {
        return keys.size() + rows.values().stream().mapToInt(List::size).sum();
    }

    boolean isEmpty() {
        return size() == 0;
    }
}
