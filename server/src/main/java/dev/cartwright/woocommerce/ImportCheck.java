package dev.cartwright.woocommerce;

import dev.cartwright.session.BulkOutcome.CurrencyTotal;
import java.util.List;

/// What a second look at a shop's carts said about ours, cart by cart.
///
/// @param there worth per currency of the shop's carts that we have too, as the shop has them
/// @param here the same carts, as we have them
/// @param hashThere over key and contents of those carts, in whatever order
/// @param hashHere the same on our side
public record ImportCheck(
        List<Table> tables,
        List<CurrencyTotal> there,
        List<CurrencyTotal> here,
        String hashThere,
        String hashHere) {
    public ImportCheck {
        tables = List.copyOf(tables);
        there = List.copyOf(there);
        here = List.copyOf(here);
    }

    /// Every row is in exactly one of these.
    ///
    /// @param rows in the shop's table
    /// @param same equal to ours, contents and all
    /// @param changedHere ours was changed, and is kept
    /// @param deletedHere ours was deleted, and stays so
    /// @param skipped no cart: no valid key, or one that came before
    /// @param moved unlike ours, and none of this says why: the shop's changed since it was read
    public record Table(
            String table,
            long rows,
            long same,
            long changedHere,
            long deletedHere,
            long skipped,
            long moved) {}

    /// Whether every difference has a reason on our side.
    public boolean explained() {
        return tables.stream().allMatch(table -> table.moved() == 0);
    }
}
