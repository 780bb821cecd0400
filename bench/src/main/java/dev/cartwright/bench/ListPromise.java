package dev.cartwright.bench;

import java.util.List;

/// A row of the table of promises in `docs/storage.md`; a test compares the two.
///
/// @param filter a parameter, with its value when only that one is meant; empty for none
/// @param orders each of them in both directions
/// @param constant whether a page costs the same whatever the number of carts
record ListPromise(String filter, List<String> orders, boolean constant) {
    static final List<String> ORDERS =
            List.of(
                    "cart_created",
                    "cart_updated",
                    "last_activity",
                    "cart_expiry",
                    "total",
                    "cart_id",
                    "cart_key");

    private static final List<String> CREATED = List.of("cart_created");

    static final List<ListPromise> ALL =
            List.of(
                    new ListPromise("", ORDERS, true),
                    new ListPromise("status=active", CREATED, true),
                    new ListPromise("status=expiring", CREATED, true),
                    new ListPromise("status=expired", CREATED, true),
                    new ListPromise("email", CREATED, true),
                    new ListPromise("customer", CREATED, true),
                    new ListPromise("status=active", List.of("cart_expiry", "total"), false),
                    new ListPromise("status=expiring", List.of("cart_expiry"), false),
                    new ListPromise("status=expired", List.of("cart_expiry", "total"), false),
                    new ListPromise("source", List.of("cart_created", "total"), false),
                    new ListPromise("customer=guest", List.of("cart_created", "total"), false),
                    new ListPromise("email", ORDERS, false),
                    new ListPromise("customer", ORDERS, false),
                    new ListPromise("created_after", CREATED, false),
                    new ListPromise("created_before", CREATED, false),
                    new ListPromise("updated_after", List.of("cart_updated"), false),
                    new ListPromise("updated_before", List.of("cart_updated"), false),
                    new ListPromise("expires_after", List.of("cart_expiry"), false),
                    new ListPromise("expires_before", List.of("cart_expiry"), false),
                    new ListPromise("min_total", List.of("total"), false),
                    new ListPromise("max_total", List.of("total"), false),
                    new ListPromise("product", CREATED, false));
}
