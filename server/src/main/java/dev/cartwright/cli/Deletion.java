package dev.cartwright.cli;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Money;
import dev.cartwright.session.BulkOutcome;
import dev.cartwright.session.BulkOutcome.CurrencyTotal;
import dev.cartwright.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// What a deletion has come to so far.
final class Deletion {
    private final Map<String, CurrencyTotal> totals = new TreeMap<>();
    private final List<CartKey> missing = new ArrayList<>();
    private long count;

    void add(Session session) {
        count++;
        add(new CurrencyTotal(session.currencyCode(), session.minorUnit(), session.total()));
    }

    void add(BulkOutcome outcome) {
        count += outcome.deleted();
        outcome.totals().forEach(this::add);
    }

    long count() {
        return count;
    }

    /// Keys that named no cart.
    List<CartKey> missing() {
        return missing;
    }

    /// As the API answers a bulk deletion, and `not_found` beside.
    void write(boolean dryRun, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("deleted", count);
        json.writeBooleanProperty("dry_run", dryRun);
        json.writeNumberProperty("remaining", 0);
        json.writeArrayPropertyStart("totals");
        for (CurrencyTotal total : totals.values()) {
            json.writeStartObject();
            json.writeStringProperty("currency_code", total.currencyCode());
            json.writeStringProperty("total", Money.decimal(total.total(), total.minorUnit()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("not_found");
        missing.forEach(key -> json.writeString(key.value()));
        json.writeEndArray();
        json.writeEndObject();
    }

    List<String> sentences(boolean dryRun, boolean forGood) {
        var lines = new ArrayList<String>();
        String carts = count == 1 ? "1 cart" : count + " carts";
        String what = forGood ? "deleted for good" : "moved to trash";
        lines.add(carts + (dryRun ? " would be " : " ") + what + ".");
        for (CurrencyTotal total : totals.values()) {
            lines.add(
                    "  worth %s %s"
                            .formatted(
                                    Money.decimal(total.total(), total.minorUnit()),
                                    total.currencyCode()));
        }
        return lines;
    }

    private void add(CurrencyTotal more) {
        totals.merge(more.currencyCode(), more, Deletion::sum);
    }

    /// A currency may come with different digits; the finer ones are kept.
    private static CurrencyTotal sum(CurrencyTotal one, CurrencyTotal other) {
        int digits = Math.max(one.minorUnit(), other.minorUnit());
        return new CurrencyTotal(
                one.currencyCode(),
                digits,
                Math.addExact(scaled(one, digits), scaled(other, digits)));
    }

    private static long scaled(CurrencyTotal total, int digits) {
        long amount = total.total();
        for (int i = total.minorUnit(); i < digits; i++) {
            amount = Math.multiplyExact(amount, 10);
        }
        return amount;
    }
}
