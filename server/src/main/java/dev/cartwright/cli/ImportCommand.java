package dev.cartwright.cli;

import dev.cartwright.woocommerce.DumpException;
import dev.cartwright.woocommerce.ImportCheck;
import dev.cartwright.woocommerce.ImportProgress;
import dev.cartwright.woocommerce.ImportReport;
import dev.cartwright.woocommerce.ImportWooCommerce;
import dev.cartwright.woocommerce.ShopTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `import woocommerce`: takes over a store from its SQL dump, or from its database while it runs.
@Command(
        name = "woocommerce",
        description = "Take over carts, keys, users and products of a store.",
        footer = {
            "",
            "May be repeated: what has not changed there is passed over, and what was deleted here",
            "stays deleted. Keys go on working with the same key and secret.",
            "",
            "Examples:",
            "  mysqldump shop > store.sql",
            "  cartwright import woocommerce --dump=store.sql",
            "  cartwright import woocommerce --wp-config=/var/www/shop/wp-config.php",
            "  CARTWRIGHT_WOOCOMMERCE_PASSWORD=... cartwright import woocommerce \\",
            "      --jdbc='jdbc:mariadb://db.example:3306/shop?user=reader'"
        })
final class ImportCommand extends StoreCommand {
    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--prefix",
            paramLabel = "WORD",
            description =
                    "Table prefix. Default: that of the only shop, or of a dump's first with carts")
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
        context.shops().place(flags()).ifPresent(ImportCommand::refuseAttached);
        Path file = source.dump == null ? source.config : source.dump;
        if (file != null && !Files.isReadable(file)) {
            String what = source.dump == null ? "wp-config.php" : "SQL dump";
            throw new CommandFailure(
                    "'%s' cannot be read; name the store's %s.".formatted(file, what));
        }
    }

    @Override
    int run(Installation installation) {
        var woocommerce =
                new ImportWooCommerce(
                        installation.sessions(),
                        installation.users(),
                        installation.shop(),
                        installation.keyImport(),
                        context.clock());
        try {
            Path dump = source.dump;
            return dump == null ? live(woocommerce) : dumped(dump, woocommerce);
        } catch (DumpException failure) {
            throw new CommandFailure(
                    "Could not import: %s.".formatted(failure.getMessage()), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What is imported would get into the living shop's own tables. Asked before the directory is
    /// opened, since that would attach it.
    private static void refuseAttached(String place) {
        throw new CommandFailure(
                ("The setting woocommerce has carts served out of the shop %s; import without it,"
                                + " into a directory that is attached to none.")
                        .formatted(place));
    }

    private int dumped(Path file, ImportWooCommerce woocommerce) throws IOException {
        ImportReport report = woocommerce.run(file, Optional.ofNullable(prefix), this::tell);
        return show(new ImportSummary(report, null), file.toString());
    }

    private int live(ImportWooCommerce woocommerce) throws IOException {
        try (LiveShop shop = context.shops().open(source.flags(prefix));
                ShopTables tables = shop.tables()) {
            ImportReport report = woocommerce.run(shop.place(), tables, shop.prefix(), this::tell);
            console().progress("Comparing");
            ImportCheck check = woocommerce.verify(tables, report);
            return show(new ImportSummary(report, check), shop.place());
        }
    }

    private int show(ImportSummary shown, String place) {
        console().progressDone();
        if (json) {
            context.json().line(console().bytes(), shown::write);
        } else {
            shown.lines().forEach(console()::line);
        }
        if (shown.empty()) {
            console().note("cartwright: Nothing could be read from '%s'.".formatted(place));
            return FAILED;
        }
        return DONE;
    }

    private void tell(ImportProgress.Step step, long done, long total) {
        String doing =
                switch (step) {
                    case SURVEY -> "Looking through it";
                    case SHOP -> "Products";
                    case USERS -> "Users";
                    case CARTS -> "Carts";
                    case SESSIONS -> "Sessions";
                };
        long percent = total <= 0 ? 100 : Math.min(100, (long) (100.0 * done / total));
        console().progress("%s: %d %%".formatted(doing, percent));
    }

    /// Where the store is read from: one of these.
    private static final class Source extends ShopSource {
        @Option(
                names = "--dump",
                paramLabel = "FILE",
                description = "As mysqldump writes it; may be packed with gzip.")
        private @Nullable Path dump;
    }
}
