package dev.cartwright.cli;

import dev.cartwright.audit.PersonalDataUse;
import dev.cartwright.wire.AuditJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `audit personal-data`: which keys were shown whose data.
@Command(
        name = "personal-data",
        description = "Tell which keys saw personal data, minute by minute, newest first.",
        footer = {
            "",
            "Single carts are named by cart_id, lists by the names of their filters.",
            "",
            "Examples:",
            "  cartwright audit personal-data --key=3",
            "  cartwright audit personal-data --since=2026-11-01 --json"
        })
final class AuditPersonalData extends StoreCommand {
    private static final int STEP = 1000;

    @Option(names = "--key", paramLabel = "ID", description = "Of this key alone.")
    private @Nullable Long key;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "From this minute on.")
    private @Nullable Instant since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many lines without --json. Default: ${DEFAULT-VALUE}")
    private int limit = 50;

    @Option(names = "--json", description = "Print every one as JSON, one a line.")
    private boolean json;

    AuditPersonalData(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        if (limit < 1 || limit > AuditList.MAX) {
            throw CommandFailure.wrongUsage("--limit must be from 1 to " + AuditList.MAX + ".");
        }
    }

    @Override
    int run(Installation installation) {
        if (!json) {
            table(installation.personalData().list(key, since, null, limit));
            return DONE;
        }
        try {
            Writer writer = new BufferedWriter(Json.writer(console().bytes()));
            write(installation, writer);
            writer.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return DONE;
    }

    private void write(Installation installation, Writer writer) throws IOException {
        List<PersonalDataUse> page = installation.personalData().list(key, since, null, STEP);
        while (!page.isEmpty()) {
            for (PersonalDataUse use : page) {
                context.json().line(writer, out -> AuditJson.use(out, use));
            }
            writer.flush();
            console().checkOutput();
            page = installation.personalData().list(key, since, page.getLast(), STEP);
        }
    }

    private void table(List<PersonalDataUse> uses) {
        if (uses.isEmpty()) {
            console().line("Nobody was shown personal data.");
            return;
        }
        var table = new Table("Minute", "Key", "Route", "Cart", "Filters", "Calls", "Carts");
        for (PersonalDataUse use : uses) {
            table.row(
                    Moments.show(AuditJson.minute(use)),
                    Long.toString(use.keyId()),
                    use.route(),
                    use.cartId() == 0 ? "" : Long.toString(use.cartId()),
                    use.filters(),
                    Long.toString(use.calls()),
                    Long.toString(use.carts()));
        }
        table.print(console());
    }
}
