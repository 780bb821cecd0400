package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is looked for in the binary log.
///
/// @param schema the shop's database
/// @param names of the tables of carts, also of those that are not there
/// @param tables those that can be used
record LogWatch(String schema, List<String> names, List<WatchedTable> tables) {
    LogWatch {
        names = List.copyOf(names);
        tables = List.copyOf(tables);
    }

    static LogWatch of(String schema, String prefix, CartLayouts.Found layouts) {
        return new LogWatch(
                schema,
                Arrays.stream(CartTable.values()).map(table -> prefix + table.table()).toList(),
                layouts.all().stream().map(sql -> WatchedTable.of(sql.layout(), prefix)).toList());
    }

    /// Some servers fold the case of names, so case does not count: a table that is watched in vain
    /// costs little.
    Optional<WatchedTable> find(String inSchema, String name) {
        return inSchema.equalsIgnoreCase(schema)
                ? tables.stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst()
                : Optional.empty();
    }

    boolean names(String inSchema, String name) {
        return inSchema.equalsIgnoreCase(schema) && names.stream().anyMatch(name::equalsIgnoreCase);
    }
}
