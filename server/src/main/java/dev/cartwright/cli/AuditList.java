package dev.cartwright.cli;

import dev.cartwright.audit.Entry;
import dev.cartwright.wire.AuditJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `audit list`: the newest acts.
@Command(
        name = "list",
        description = "List the newest acts on carts, keys and users.",
        footer = {
            "",
            "Examples:",
            "  cartwright audit list --key=3 --since=2026-11-01",
            "  cartwright audit list --type=cart_purged --limit=100"
        })
final class AuditList extends StoreCommand {
    static final int MAX = 1000;

    @Mixin private final AuditFilters filters = new AuditFilters();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many, up to 1000. Default: ${DEFAULT-VALUE}")
    private int limit = 20;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    AuditList(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        if (limit < 1 || limit > MAX) {
            throw CommandFailure.wrongUsage("--limit must be from 1 to " + MAX + ".");
        }
    }

    @Override
    int run(Installation installation) {
        List<Entry> entries = installation.audit().before(filters.filter(), Long.MAX_VALUE, limit);
        Map<String, String> keys = AuditFilters.keys(installation);
        if (json) {
            context.json()
                    .line(
                            console().bytes(),
                            out -> {
                                out.writeStartArray();
                                for (Entry entry : entries) {
                                    AuditJson.entry(
                                            out, entry, AuditFilters.truncatedKey(entry, keys));
                                }
                                out.writeEndArray();
                            });
            return DONE;
        }
        if (entries.isEmpty()) {
            console().line("No acts found.");
            return DONE;
        }
        table(entries, keys);
        return DONE;
    }

    private void table(List<Entry> entries, Map<String, String> keys) {
        var table = new Table("No.", "When", "Who", "From", "What", "Of", "Detail");
        for (Entry entry : entries) {
            String detail = entry.detail();
            table.row(
                    Long.toString(entry.sequence()),
                    Moments.show(Instant.ofEpochSecond(entry.at())),
                    who(entry, AuditFilters.truncatedKey(entry, keys)),
                    entry.origin(),
                    AuditJson.word(entry.type()),
                    Long.toString(entry.subject()),
                    detail == null ? "" : detail);
        }
        table.print(console());
    }

    private static String who(Entry entry, @Nullable String truncatedKey) {
        String end = truncatedKey == null ? "" : " (..." + truncatedKey + ")";
        return (AuditJson.word(entry.actorKind()) + " " + entry.actorId()).strip() + end;
    }
}
