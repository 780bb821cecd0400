package dev.cartwright.wire;

import dev.cartwright.cart.Money;
import dev.cartwright.session.BulkOutcome;
import tools.jackson.core.JsonGenerator;

/// What a bulk deletion did, or would do.
public final class BulkJson {
    private BulkJson() {}

    public static void write(JsonGenerator json, BulkOutcome outcome, boolean dryRun) {
        json.writeStartObject();
        json.writeNumberProperty("deleted", outcome.deleted());
        json.writeBooleanProperty("dry_run", dryRun);
        json.writeNumberProperty("remaining", outcome.remaining());
        json.writeArrayPropertyStart("totals");
        for (BulkOutcome.CurrencyTotal total : outcome.totals()) {
            json.writeStartObject();
            json.writeStringProperty("currency_code", total.currencyCode());
            json.writeStringProperty("total", Money.decimal(total.total(), total.minorUnit()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
