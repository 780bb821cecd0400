package dev.cartwright.woocommerce;

import java.util.ArrayList;
import java.util.List;

/// What a dump has and an import leaves there, for the report.
final class Leftovers {
    private final ShopTables dump;
    private final Site site;

    Leftovers(ShopTables dump, Site site) {
        this.dump = dump;
        this.site = site;
    }

    /// @param prefixes of all shops in the dump
    List<String> list(List<String> prefixes) {
        var lines = new ArrayList<String>();
        for (String prefix : prefixes) {
            if (!prefix.equals(site.prefix())) {
                long carts = Site.cartRows(dump, prefix);
                lines.add("another shop, %s: %d carts".formatted(prefix, carts));
            }
        }
        count("orders", lines, "wc_orders", "woocommerce_order_items");
        count("tax rates", lines, "woocommerce_tax_rates");
        count("shipping methods", lines, "woocommerce_shipping_zone_methods");
        count("rate limits", lines, "wc_rate_limits");
        count("web hooks", lines, "wc_webhooks");
        return lines;
    }

    private void count(String what, List<String> lines, String... tables) {
        long most = 0;
        for (String table : tables) {
            most = Math.max(most, dump.rowCount(site.table(table)));
        }
        if (most > 0) {
            lines.add("%s: %d rows".formatted(what, most));
        }
    }
}
