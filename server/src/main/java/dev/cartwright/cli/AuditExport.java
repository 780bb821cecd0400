package dev.cartwright.cli;

import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.wire.AuditJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `audit export`: every act, oldest first, a page at a time.
@Command(
        name = "export",
        description = "Write the log of acts as NDJSON or CSV.",
        footer = {
            "",
            "Text in CSV that a spreadsheet would take for a formula gets a ' in front.",
            "",
            "Example:",
            "  cartwright audit export --since=2026-11-01 > acts.ndjson"
        })
final class AuditExport extends StoreCommand {
    private static final int STEP = 1000;
    private static final List<String> HEADINGS =
            List.of(
                    "sequence",
                    "at",
                    "actor",
                    "actor_id",
                    "truncated_key",
                    "address",
                    "type",
                    "subject",
                    "before",
                    "after",
                    "detail");

    /// What lines look like.
    enum Format {
        NDJSON,
        CSV
    }

    @Mixin private final AuditFilters filters = new AuditFilters();

    @Option(
            names = "--format",
            paramLabel = "ndjson|csv",
            defaultValue = "ndjson",
            description = "Default: ${DEFAULT-VALUE}")
    private Format format = Format.NDJSON;

    AuditExport(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        try {
            Writer writer = new BufferedWriter(Json.writer(console().bytes()));
            if (format == Format.CSV) {
                writer.write(String.join(",", HEADINGS) + "\r\n");
            }
            export(installation, writer);
            writer.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return DONE;
    }

    private void export(Installation installation, Writer writer) throws IOException {
        Map<String, String> keys = AuditFilters.keys(installation);
        EntryFilter filter = filters.filter();
        List<Entry> page = installation.audit().after(filter, Long.MIN_VALUE, STEP);
        while (!page.isEmpty()) {
            for (Entry entry : page) {
                write(writer, entry, keys);
            }
            writer.flush();
            console().checkOutput();
            page = installation.audit().after(filter, page.getLast().sequence(), STEP);
        }
    }

    private void write(Writer writer, Entry entry, Map<String, String> keys) throws IOException {
        String truncatedKey = AuditFilters.truncatedKey(entry, keys);
        switch (format) {
            case NDJSON ->
                    context.json().line(writer, out -> AuditJson.entry(out, entry, truncatedKey));
            case CSV -> writer.write(csv(entry, truncatedKey == null ? "" : truncatedKey));
        }
    }

    private String csv(Entry entry, String truncatedKey) {
        AuditJson.Life life = AuditJson.Life.of(entry.type());
        String detail = entry.detail();
        return new Csv()
                .number(entry.sequence())
                .text(Moments.precise(Instant.ofEpochSecond(entry.at())))
                .text(safe(AuditJson.word(entry.actorKind())))
                .text(safe(entry.actorId()))
                .text(safe(truncatedKey))
                .text(safe(entry.origin()))
                .text(safe(AuditJson.word(entry.type())))
                .number(entry.subject())
                .text(life == null ? "" : life.before())
                .text(life == null ? "" : life.after())
                .text(detail == null ? "" : safe(detail))
                .toString();
    }

    private String safe(String text) {
        return console().terminal() ? TerminalText.escape(text) : text;
    }
}
