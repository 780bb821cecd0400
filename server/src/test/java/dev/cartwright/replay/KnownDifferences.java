package dev.cartwright.replay;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The differences that are meant. Each id is a row of `docs/compatibility.md`.
///
/// A rule is as narrow as its reason: by path and by both values, and by the exchange's name only
/// where the name says what was tried.
final class KnownDifferences {
    private static final String PLUGIN_CANNOT_VIEW = "cocart_rest_cannot_view";
    private static final String CANNOT_VIEW = "woocommerce_rest_cannot_view";
    private static final String CANNOT_DELETE = "woocommerce_rest_cannot_delete";
    private static final String WRONG_KEY = "woocommerce_rest_authentication_error";
    private static final String NOT_FOUND = "cocart_session_not_found";
    private static final Set<String> PLUGIN_NOT_FOUND =
            Set.of(
                    "cocart_cart_in_session_not_valid",
                    "cocart_session_not_valid",
                    "cocart_session_key_missing");
    private static final Set<String> OWN_MESSAGES =
            Set.of(
                    "Sorry, you cannot view this resource.",
                    "Sorry, you are not allowed to delete this resource.");

    private record Rule(String id, Predicate<Difference> holds) {}

    private static Rule rule(String id, Predicate<Difference> holds) {
        return new Rule(id, holds);
    }

    private static final List<Rule> RULES =
            List.of(
                    rule("user-password", KnownDifferences::userPassword),
                    rule("wrong-key-401", d -> d.statuses(500, 401)),
                    rule(
                            "key-permission-403",
                            d -> d.statuses(401, 403) && recordedCode(d).equals(WRONG_KEY)),
                    rule("unknown-methods", d -> d.statuses(401, 404) || d.statuses(405, 404)),
                    rule("delete-answer", KnownDifferences::deleteAnswer),
                    rule(
                            "method-override",
                            d -> d.at("") && named(d, "session_delete_method_override_get")),
                    rule(
                            "method-override",
                            d -> d.statuses(401, 200) && d.exchange().path().contains("_method")),
                    rule("login-on-every-path", d -> d.statuses(401, 200)),
                    rule("bulk-delete", d -> d.statuses(404, 401)),
                    rule("jsonp", d -> named(d, "sessions_jsonp")),
                    rule(
                            "checked-parameters",
                            d -> d.statuses(200, 400) && named(d, "sessions_params_")),
                    rule(
                            "empty-list",
                            d ->
                                    named(d, "edge_sessions_list_empty_table")
                                            && !recordedCode(d).equals(PLUGIN_CANNOT_VIEW)),
                    rule("items-of-an-empty-cart", d -> d.statuses(400, 200) && items(d)),
                    rule("unreadable-carts", d -> d.statuses(500, 200) || emptyRow(d)),
                    rule(
                            "cut-off-notes",
                            d ->
                                    d.exchange().name().endsWith("_bad_length")
                                            && !d.under("/customer/")
                                            && !d.at("/*/cart_id")
                                            && !d.path().endsWith("/form")),
                    rule("exact-keys", KnownDifferences::otherSpelling),
                    rule("no-side-effects", KnownDifferences::sideEffect),
                    rule("key-of-the-path", KnownDifferences::otherKey),
                    rule("dashes-in-keys", d -> d.exchange().path().endsWith("key-with-dash")),
                    rule("long-keys", d -> named(d, "session_get_long_key")),
                    rule("code-cannot-view", KnownDifferences::cannotView),
                    rule("wrong-key-code", KnownDifferences::wrongKey),
                    rule("code-not-found", KnownDifferences::notFound),
                    rule("paged-list", KnownDifferences::paged),
                    rule("times-as-seconds", d -> times(d)),
                    rule("number-as-number", d -> d.path().endsWith("/cart_id") && sameText(d)),
                    rule("customer-names", d -> d.path().endsWith("/customers_name")),
                    rule("empty-source", d -> d.at("/*/cart_source") && d.texts("", "cocart")),
                    rule("own-customer", d -> d.under("/customer/")),
                    rule("items-as-list", d -> d.texts("map", "list")),
                    rule("empty-maps", KnownDifferences::emptyMap),
                    rule("image-scheme", KnownDifferences::imageScheme),
                    rule("coupon-savings", d -> d.under("/coupons/*/saving")),
                    rule(
                            "products-without-price",
                            d -> d.at("/*/data") && d.exchange().name().contains("noprice")),
                    rule(
                            "selected-fields",
                            d -> d.at("/length") && named(d, "session_items_trailing_slash")),
                    rule("envelope-headers", d -> d.under("/headers")),
                    rule(
                            "options-description",
                            d -> d.exchange().method().equals("OPTIONS") && !d.at("status")));

    private KnownDifferences() {}

    static Optional<String> id(Difference difference) {
        return RULES.stream()
                .filter(rule -> rule.holds().test(difference))
                .map(Rule::id)
                .findFirst();
    }

    private static boolean named(Difference d, String start) {
        return d.exchange().name().startsWith(start);
    }

    private static String recordedCode(Difference d) {
        return d.exchange().answer().path("code").asString("");
    }

    private static boolean deleteAnswer(Difference d) {
        return d.at("")
                && d.recorded().asString("").equals("Session successfully deleted!")
                && d.ours().path("deleted").asBoolean()
                && d.recorded().equals(d.ours().path("message"));
    }

    private static boolean items(Difference d) {
        return d.exchange().path().contains("/items");
    }

    /// Sign-in by user name is no part of this release: whatever came of it there is 401 here.
    private static boolean userPassword(Difference d) {
        String name = d.exchange().name();
        boolean tried =
                name.contains("userpass")
                        || name.contains("app_password")
                        || name.endsWith("admin_cap_only_read_perm_check")
                        || named(d, "sessions_list_empty_");
        boolean refused =
                d.at("status") ? d.ours().asInt() == 401 : d.at("/code") || d.at("/message");
        return tried && refused;
    }

    /// A row without a cart is there all the same.
    private static boolean emptyRow(Difference d) {
        String name = d.exchange().name();
        return d.statuses(404, 200)
                && (name.endsWith("_empty_string")
                        || name.endsWith("_serialized_false")
                        || name.endsWith("_empty_array"));
    }

    private static boolean otherSpelling(Difference d) {
        return d.statuses(200, 404)
                && (named(d, "edge_delete_case_insensitive") || named(d, "session_get_upper"));
    }

    /// Carts that a request made there, and expiries that it moved.
    private static boolean sideEffect(Difference d) {
        boolean moved =
                d.at("/*/cart_expiry/moment") && named(d, "extra_sessions_wp_json_no_slash");
        boolean made =
                d.at("/length")
                        && named(d, "sessions_")
                        && d.ours().asInt() == 29
                        && d.recorded().asInt() > 29;
        return moved
                || made
                || d.statuses(200, 404)
                        && (named(d, "session_get_admin_id")
                                || named(d, "session_get_user1_after_steal"));
    }

    private static boolean otherKey(Difference d) {
        if (named(d, "session_get_default_param")) {
            return true;
        }
        boolean tried =
                d.exchange().name().contains("query_key")
                        || d.exchange().name().contains("query_override")
                        || d.exchange().name().contains("body_delete")
                        || d.exchange().name().contains("key_in_body");
        boolean later = named(d, "extra_sessions_") && d.at("/length");
        return tried && (d.at("status") || d.at("/cart_key")) || later;
    }

    private static boolean cannotView(Difference d) {
        if (d.path().endsWith("/code")) {
            return d.texts(PLUGIN_CANNOT_VIEW, CANNOT_VIEW)
                    || d.texts(PLUGIN_CANNOT_VIEW, CANNOT_DELETE);
        }
        return d.at("/message") && OWN_MESSAGES.contains(d.ours().asString(""));
    }

    private static boolean wrongKey(Difference d) {
        String code = d.ours().asString("");
        return switch (d.path()) {
            case "/code" ->
                    recordedCode(d).equals(PLUGIN_CANNOT_VIEW)
                            && (code.equals(WRONG_KEY)
                                    || code.equals(
                                            "woocommerce_rest_authentication_missing_parameter"));
            case "/message" ->
                    recordedCode(d).equals(PLUGIN_CANNOT_VIEW)
                            && (code.startsWith("Consumer key or secret")
                                    || code.startsWith("Invalid ")
                                    || code.startsWith("Missing OAuth"));
            default -> false;
        };
    }

    private static boolean notFound(Difference d) {
        if (d.path().endsWith("/code")) {
            return PLUGIN_NOT_FOUND.contains(d.recorded().asString(""))
                    && d.ours().asString("").equals(NOT_FOUND);
        }
        return d.path().endsWith("/message")
                && d.ours().asString("").equals("Cart session not found.");
    }

    private static boolean paged(Difference d) {
        return d.path().endsWith("/length")
                && !items(d)
                && d.recorded().asInt() > 10
                && d.ours().asInt() <= 10;
    }

    private static boolean times(Difference d) {
        return d.path().endsWith("/form")
                || d.path().endsWith("/moment") && named(d, "edge_list_times_sources_keys");
    }

    private static boolean sameText(Difference d) {
        return d.recorded().asString("").equals(d.ours().asString(""));
    }

    private static boolean emptyMap(Difference d) {
        return d.recorded().isArray()
                && d.recorded().isEmpty()
                && d.ours().isObject()
                && d.ours().isEmpty();
    }

    private static boolean imageScheme(Difference d) {
        return d.path().endsWith("/featured_image")
                && d.recorded()
                        .asString("")
                        .equals(d.ours().asString("").replaceFirst("http:", "https:"));
    }
}
