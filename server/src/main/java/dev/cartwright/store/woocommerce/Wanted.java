package dev.cartwright.store.woocommerce;

import dev.cartwright.store.woocommerce.ShopLayout.Right;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A right that is wanted on a table, and what for: the least that does it.
///
/// @param table without its prefix
public record Wanted(String table, Set<Right> rights) {
    /// In a network of sites there is one of each.
    static final Set<String> SHARED = Set.of("users", "usermeta", "sitemeta");

    private static final Set<Right> NO_UPDATE = Set.of(Right.SELECT, Right.INSERT, Right.DELETE);

    private static final List<String> READ =
            List.of(
                    ShopLayout.COCART,
                    ShopLayout.SESSIONS,
                    ShopLayout.KEYS,
                    "options",
                    "users",
                    "usermeta",
                    "sitemeta",
                    "posts",
                    "postmeta",
                    "wc_product_meta_lookup",
                    "terms",
                    "term_taxonomy",
                    "term_relationships",
                    "woocommerce_attribute_taxonomies");

    public enum Purpose {
        READ,
        /// Delete and restore carts; of a user's cart also the copy in her data.
        CHANGE_CARTS,
        /// Make, change and revoke keys, and note when they were used.
        CHANGE_KEYS
    }

    static List<Wanted> of(Purpose purpose) {
        return switch (purpose) {
            case READ ->
                    READ.stream().map(table -> new Wanted(table, Set.of(Right.SELECT))).toList();
            case CHANGE_CARTS ->
                    List.of(
                            new Wanted(ShopLayout.COCART, NO_UPDATE),
                            new Wanted(ShopLayout.SESSIONS, NO_UPDATE),
                            new Wanted("usermeta", NO_UPDATE));
            case CHANGE_KEYS -> List.of(new Wanted(ShopLayout.KEYS, EnumSet.allOf(Right.class)));
        };
    }

    /// Everything together, by table.
    static Collection<Wanted> all() {
        Map<String, Wanted> all = new LinkedHashMap<>();
        for (Purpose purpose : Purpose.values()) {
            for (Wanted wanted : of(purpose)) {
                all.merge(wanted.table(), wanted, Wanted::with);
            }
        }
        return all.values();
    }

    private Wanted with(Wanted other) {
        Set<Right> both = EnumSet.copyOf(rights);
        both.addAll(other.rights);
        return new Wanted(table, both);
    }
}
