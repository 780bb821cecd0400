package dev.cartwright.cli;

import dev.cartwright.cart.Money;
import dev.cartwright.session.BulkOutcome.CurrencyTotal;
import dev.cartwright.woocommerce.ImportCheck;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What comparing the carts after an import said, for people and for programs.
final class ImportCheckText {
    private ImportCheckText() {}

    static List<String> lines(ImportCheck check) {
        var lines = new ArrayList<String>();
        lines.add("Compared with the shop, cart by cart:");
        for (ImportCheck.Table table : check.tables()) {
            lines.add(
                    ("  %s: %d rows, %d the same, %d changed here, %d deleted here, %d passed"
                                    + " over, %d changed there since")
                            .formatted(
                                    table.table(),
                                    table.rows(),
                                    table.same(),
                                    table.changedHere(),
                                    table.deletedHere(),
                                    table.skipped(),
                                    table.moved()));
        }
        lines.add("  worth there %s, here %s".formatted(worth(check.there()), worth(check.here())));
        lines.add("  hash there %s, here %s".formatted(check.hashThere(), check.hashHere()));
        if (!check.explained()) {
            lines.add("The shop went on meanwhile: run this again to take over the rest.");
        }
        return lines;
    }

    private static String worth(List<CurrencyTotal> totals) {
        List<String> texts =
                totals.stream()
                        .map(
                                one ->
                                        Money.decimal(one.total(), one.minorUnit())
                                                + " "
                                                + one.currencyCode())
                        .toList();
        return texts.isEmpty() ? "nothing" : String.join(" + ", texts);
    }

    static void write(ImportCheck check, JsonGenerator json) {
        json.writeObjectPropertyStart("check");
        json.writeBooleanProperty("explained", check.explained());
        json.writeArrayPropertyStart("tables");
        for (ImportCheck.Table table : check.tables()) {
            json.writeStartObject();
            json.writeStringProperty("table", table.table());
            json.writeNumberProperty("rows", table.rows());
            json.writeNumberProperty("same", table.same());
            json.writeNumberProperty("changed_here", table.changedHere());
            json.writeNumberProperty("deleted_here", table.deletedHere());
            json.writeNumberProperty("skipped", table.skipped());
            json.writeNumberProperty("changed_there", table.moved());
            json.writeEndObject();
        }
        json.writeEndArray();
        write("there", check.there(), check.hashThere(), json);
        write("here", check.here(), check.hashHere(), json);
        json.writeEndObject();
    }

    private static void write(
            String side, List<CurrencyTotal> totals, String hash, JsonGenerator json) {
        json.writeObjectPropertyStart(side);
        json.writeArrayPropertyStart("totals");
        for (CurrencyTotal total : totals) {
            json.writeStartObject();
            json.writeStringProperty("currency", total.currencyCode());
            json.writeNumberProperty("minor_unit", total.minorUnit());
            json.writeNumberProperty("total", total.total());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("hash", hash);
        json.writeEndObject();
    }
}
