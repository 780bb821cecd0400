package dev.cartwright.cli;

import dev.cartwright.woocommerce.DumpException;
import dev.cartwright.woocommerce.ImportProgress;
import dev.cartwright.woocommerce.ImportReport;
import dev.cartwright.woocommerce.ImportWooCommerce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `import woocommerce`: takes over a store from its SQL dump.
@Command(
        name = "woocommerce",
        description = "Take over carts, keys, users and products of a store from its SQL dump.",
        footer = {
            "",
            "May be repeated: what has not changed there is passed over, and what was deleted here",
            "stays deleted. Keys go on working with the same key and secret.",
            "",
            "Examples:",
            "  mysqldump shop > store.sql",
            "  cartwright import woocommerce --dump=store.sql"
        })
final class ImportCommand extends StoreCommand {
    @Option(
            names = "--dump",
            required = true,
            paramLabel = "FILE",
            description = "As mysqldump writes it; may be packed with gzip.")
    private @Nullable Path dump;

    @Option(
            names = "--prefix",
            paramLabel = "WORD",
            description = "Table prefix. Default: that of the first shop in the dump")
    private @Nullable String prefix;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    ImportCommand(Context context) {
        super(context);
    }

    @Override
    boolean creates() {
        return true;
    }

    @Override
    void beforeOpening() {
        if (dump != null && !Files.isReadable(dump)) {
            throw new CommandFailure(
                    "'%s' cannot be read; name the store's SQL dump.".formatted(dump));
        }
    }

    @Override
    int run(Installation installation) {
        if (dump == null) {
            throw new IllegalStateException("picocli gave no file");
        }
        ImportReport report = read(dump, installation);
        console().progressDone();
        var shown = new ImportSummary(report);
        if (json) {
            context.json().line(console().bytes(), shown::write);
        } else {
            shown.lines().forEach(console()::line);
        }
        if (shown.empty()) {
            console().note("cartwright: Nothing could be read from '%s'.".formatted(dump));
            return FAILED;
        }
        return DONE;
    }

    private ImportReport read(Path file, Installation installation) {
        var woocommerce =
                new ImportWooCommerce(
                        installation.sessions(),
                        installation.users(),
                        installation.shop(),
                        installation.keyImport(),
                        context.clock());
        try {
            return woocommerce.run(file, Optional.ofNullable(prefix), this::tell);
        } catch (DumpException failure) {
            throw new CommandFailure(
                    "Could not import: %s.".formatted(failure.getMessage()), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void tell(ImportProgress.Step step, long done, long total) {
        String doing =
                switch (step) {
                    case SURVEY -> "Reading the dump";
                    case SHOP -> "Products";
                    case USERS -> "Users";
                    case CARTS -> "Carts";
                    case SESSIONS -> "Sessions";
                };
        long percent = total <= 0 ? 100 : Math.min(100, (long) (100.0 * done / total));
        console().progress("%s: %d %%".formatted(doing, percent));
    }
}
