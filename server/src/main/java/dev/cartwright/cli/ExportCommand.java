package dev.cartwright.cli;

import dev.cartwright.woocommerce.CartTarget.Outcome;
import dev.cartwright.woocommerce.ExportWooCommerce;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `export woocommerce`: writes carts back into a shop's table, so that nobody is locked in.
@Command(
        name = "woocommerce",
        description = "Write all live carts into a store's table, as CoCart keeps them there.",
        footer = {
            "",
            "May be repeated: a cart that the store has already stays as it is there. Nothing is",
            "taken out of our own store.",
            "",
            "Examples:",
            "  cartwright export woocommerce --wp-config=/var/www/shop/wp-config.php",
            "  CARTWRIGHT_WOOCOMMERCE_PASSWORD=... cartwright export woocommerce \\",
            "      --jdbc='jdbc:mariadb://db.example:3306/shop?user=writer'"
        })
final class ExportCommand extends StoreCommand {
    @ArgGroup(exclusive = true, multiplicity = "1")
    private ShopSource source = new ShopSource();

    @Option(
            names = "--prefix",
            paramLabel = "WORD",
            description = "Table prefix. Default: that of the only shop there is")
    private @Nullable String prefix;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    ExportCommand(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        ExportWooCommerce.Report report;
        try (LiveShop shop = context.shops().open(source.flags(prefix))) {
            var export = new ExportWooCommerce(installation.sessions(), shop.carts());
            report =
                    export.run(
                            (done, total) ->
                                    console().progress("%d of %d carts".formatted(done, total)));
        }
        console().progressDone();
        if (json) {
            print(report);
        } else {
            tell(report);
        }
        return DONE;
    }

    private void tell(ExportWooCommerce.Report report) {
        console().line("%,d carts written".formatted(report.of(Outcome.WRITTEN)));
        line("%,d were there already and stay as they are", report.of(Outcome.KEPT_THEIRS));
        line("%,d have a key too long for the store's table", report.of(Outcome.KEY_TOO_LONG));
        line("%,d could never be read, and go back byte for byte", report.unreadable());
        line("%,d have no contents and were left out", report.empty());
    }

    private void line(String text, long number) {
        if (number > 0) {
            console().line(text.formatted(number));
        }
    }

    private void print(ExportWooCommerce.Report report) {
        context.json()
                .line(
                        console().bytes(),
                        out -> {
                            out.writeStartObject();
                            out.writeNumberProperty("written", report.of(Outcome.WRITTEN));
                            out.writeNumberProperty("kept_theirs", report.of(Outcome.KEPT_THEIRS));
                            out.writeNumberProperty(
                                    "key_too_long", report.of(Outcome.KEY_TOO_LONG));
                            out.writeNumberProperty("unreadable", report.unreadable());
                            out.writeNumberProperty("empty", report.empty());
                            out.writeEndObject();
                        });
    }
}
