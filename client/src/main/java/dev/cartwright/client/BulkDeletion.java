package dev.cartwright.client;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a deletion in bulk did, or would do.
///
/// @param raw everything the server sent
public record BulkDeletion(JsonObject raw) {
    /// How many went, or would go.
    public long deleted() {
        return raw.numberOrZero("deleted");
    }

    /// How many still match, for another call.
    public long remaining() {
        return raw.numberOrZero("remaining");
    }

    public boolean dryRun() {
        return raw.flag("dry_run");
    }

    /// What the deleted carts came to, by currency.
    public Map<String, BigDecimal> totals() {
        var totals = new LinkedHashMap<String, BigDecimal>();
        raw.objects("totals")
                .forEach(
                        one ->
                                totals.merge(
                                        one.textOrEmpty("currency_code"),
                                        one.decimal("total").orElse(BigDecimal.ZERO),
                                        BigDecimal::add));
        return totals;
    }
}
