package dev.cartwright.cli;

import dev.cartwright.session.ImportOutcome;
import dev.cartwright.woocommerce.ImportCheck;
import dev.cartwright.woocommerce.ImportReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What an import did, for people and for programs.
///
/// @param check what comparing the carts afterwards said, null when nobody did
record ImportSummary(ImportReport report, @Nullable ImportCheck check) {

    /// Whether there was nothing at all to take over.
    boolean empty() {
        return report.carts().stream().allMatch(carts -> carts.rows() == 0)
                && report.users() + report.keys() + report.products() + report.coupons() == 0
                && !report.settings();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("Read from tables %s*:".formatted(report.prefix()));
        for (ImportReport.Carts carts : report.carts()) {
            lines.add("  %s: %s".formatted(carts.table(), carts(carts)));
        }
        lines.add(
                "  %d users and %d keys created or changed"
                        .formatted(report.users(), report.keys()));
        lines.add(
                "  %d roles, %d products, %d coupons, %s"
                        .formatted(
                                report.roles(),
                                report.products(),
                                report.coupons(),
                                report.settings() ? "the shop's settings" : "no settings found"));
        if (!report.complete()) {
            lines.add("The file ends in the middle, so something may be missing: dump it anew.");
        }
        if (check != null) {
            lines.addAll(ImportCheckText.lines(check));
        }
        notes(lines);
        report.notImported().forEach(left -> lines.add("Not taken over: " + left));
        return lines;
    }

    private static String carts(ImportReport.Carts carts) {
        var parts = new ArrayList<String>();
        parts.add("%d rows".formatted(carts.rows()));
        part(parts, carts.of(ImportOutcome.CREATED), "new");
        part(parts, carts.of(ImportOutcome.UPDATED), "changed");
        part(parts, carts.of(ImportOutcome.UNCHANGED), "as before");
        part(parts, carts.of(ImportOutcome.KEPT_DELETED), "deleted here and left so");
        part(parts, carts.of(ImportOutcome.KEPT_OURS), "changed here and left so");
        part(parts, carts.skipped(), "passed over");
        part(parts, carts.unreadable(), "not readable and kept raw");
        part(parts, carts.estimatedTimes(), "with estimated times");
        return String.join(", ", parts);
    }

    private static void part(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private void notes(List<String> lines) {
        for (ImportReport.Note note : report.notes()) {
            String place = (note.table() + " " + note.row()).strip();
            lines.add("Note: " + (place.isEmpty() ? "" : place + ": ") + note.text());
        }
        if (report.notesOmitted() > 0) {
            lines.add("and %d notes more.".formatted(report.notesOmitted()));
        }
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeBooleanProperty("complete", report.complete());
        json.writeStringProperty("prefix", report.prefix());
        json.writeArrayPropertyStart("carts");
        for (ImportReport.Carts carts : report.carts()) {
            json.writeStartObject();
            json.writeStringProperty("table", carts.table());
            json.writeNumberProperty("rows", carts.rows());
            for (ImportOutcome outcome : ImportOutcome.values()) {
                json.writeNumberProperty(
                        outcome.name().toLowerCase(Locale.ROOT), carts.of(outcome));
            }
            json.writeNumberProperty("skipped", carts.skipped());
            json.writeNumberProperty("unreadable", carts.unreadable());
            json.writeNumberProperty("estimated_times", carts.estimatedTimes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("users", report.users());
        json.writeNumberProperty("roles", report.roles());
        json.writeNumberProperty("keys", report.keys());
        json.writeNumberProperty("products", report.products());
        json.writeNumberProperty("coupons", report.coupons());
        json.writeBooleanProperty("settings", report.settings());
        if (check != null) {
            ImportCheckText.write(check, json);
        }
        json.writeArrayPropertyStart("notes");
        for (ImportReport.Note note : report.notes()) {
            json.writeStartObject();
            json.writeStringProperty("table", note.table());
            json.writeStringProperty("row", note.row());
            json.writeStringProperty("text", note.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("notes_omitted", report.notesOmitted());
        json.writeArrayPropertyStart("not_imported");
        report.notImported().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
