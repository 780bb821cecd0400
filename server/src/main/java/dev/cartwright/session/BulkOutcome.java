package dev.cartwright.session;

import java.util.List;

/// What a bulk deletion did, or would do.
///
/// @param deleted sessions that were (or would be) moved to trash or purged
/// @param remaining further sessions that the selection matches
/// @param totals the deleted carts' worth per currency, by code
public record BulkOutcome(long deleted, long remaining, List<CurrencyTotal> totals) {
    /// @param total minor units
    public record CurrencyTotal(String currencyCode, int minorUnit, long total) {}

    public BulkOutcome {
        totals = List.copyOf(totals);
    }
}
