package dev.cartwright.woocommerce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// One shop of a dump: what its tables are called.
///
/// @param prefix in front of every table, with the database where the dump names one
/// @param usersPrefix in front of the users' two tables, which a network of sites shares
record Site(String prefix, String usersPrefix) {
    static final String CARTS = "cocart_carts";
    static final String SESSIONS = "woocommerce_sessions";
    static final String KEYS = "woocommerce_api_keys";

    /// Every table whose rows an import reads, without its prefix.
    static final Set<String> READ =
            Set.of(
                    CARTS,
                    SESSIONS,
                    KEYS,
                    "options",
                    "posts",
                    "postmeta",
                    "wc_product_meta_lookup",
                    "term_taxonomy",
                    "terms",
                    "term_relationships",
                    "woocommerce_attribute_taxonomies",
                    "users",
                    "usermeta");

    private static final List<String> SIGNS = List.of(CARTS, SESSIONS, KEYS);
    private static final Pattern NUMBERED = Pattern.compile("^(.*_)[0-9]+_$");

    String table(String name) {
        return prefix + name;
    }

    /// As WordPress puts it in front of some options and users' data.
    String namePrefix() {
        return prefix.substring(prefix.lastIndexOf('.') + 1);
    }

    /// Prefixes of all shops in the dump, those with carts first, then the shortest.
    static List<String> prefixes(ShopTables dump) {
        Set<String> found = new LinkedHashSet<>();
        for (String table : dump.names()) {
            for (String sign : SIGNS) {
                if (table.endsWith(sign)) {
                    found.add(table.substring(0, table.length() - sign.length()));
                }
            }
        }
        if (found.isEmpty()) {
            found.addAll(siteTables(dump.names()));
        }
        var prefixes = new ArrayList<>(found);
        prefixes.sort(
                Comparator.comparing((String prefix) -> cartRows(dump, prefix) == 0)
                        .thenComparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder()));
        return prefixes;
    }

    /// A shop without any of WooCommerce's own tables in the dump: its products alone.
    private static Set<String> siteTables(Collection<String> tables) {
        Set<String> found = new LinkedHashSet<>();
        for (String table : tables) {
            if (table.endsWith("postmeta")) {
                String prefix = table.substring(0, table.length() - "postmeta".length());
                if (tables.contains(prefix + "posts") && tables.contains(prefix + "options")) {
                    found.add(prefix);
                }
            }
        }
        return found;
    }

    static long cartRows(ShopTables dump, String prefix) {
        return dump.rowCount(prefix + CARTS) + dump.rowCount(prefix + SESSIONS);
    }

    static Site of(ShopTables dump, String prefix) {
        var numbered = NUMBERED.matcher(prefix);
        boolean own = dump.names().contains(prefix + "users");
        return new Site(prefix, own || !numbered.matches() ? prefix : numbered.group(1));
    }
}
