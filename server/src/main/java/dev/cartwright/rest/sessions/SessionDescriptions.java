package dev.cartwright.rest.sessions;

import dev.cartwright.http.Argument;
import dev.cartwright.http.Description;
import dev.cartwright.page.PageRequest;
import dev.cartwright.wire.SessionSchema;
import java.util.ArrayList;
import java.util.List;

/// What `OPTIONS` and the index tell of each endpoint.
public final class SessionDescriptions {
    private static final Argument THUMB =
            Argument.of("thumb", "boolean", "Whether items show their pictures.").defaultsTo(true);
    private static final Argument FORCE =
            Argument.of("force", "boolean", "Delete for good instead of moving to trash.")
                    .defaultsTo(false);

    /// The prefixes below `/wp-json` under which every endpoint is found.
    public static final List<String> PREFIXES =
            List.of("cocart/v2", "cocart/preview/v2", "cocart/preview");

    private SessionDescriptions() {}

    public static Description list() {
        var arguments = new ArrayList<Argument>();
        arguments.add(
                Argument.of("page", "integer", "Which page, from 1.").defaultsTo(1).atLeast(1));
        arguments.add(
                Argument.of("per_page", "integer", "How many carts on a page.")
                        .defaultsTo(SessionQuery.DEFAULT_PAGE_SIZE)
                        .between(1, PageRequest.MAX_SIZE));
        arguments.add(
                Argument.of("order", "string", "Direction of the list.")
                        .defaultsTo("desc")
                        .oneOf(SessionQuery.DIRECTIONS));
        arguments.add(
                Argument.of("orderby", "string", "What the list is ordered by.")
                        .defaultsTo("cart_created")
                        .oneOf(SessionQuery.FIELDS));
        arguments.add(
                Argument.of(
                        "cursor", "string", "A place in the list, as the Link header gives it."));
        arguments.addAll(filters());
        return new Description(arguments, SessionSchema::element);
    }

    public static Description single() {
        return Description.of(THUMB).withSchema(SessionSchema::single);
    }

    public static Description items() {
        return Description.of(THUMB).withSchema(SessionSchema::items);
    }

    public static Description delete() {
        return Description.of(FORCE);
    }

    public static Description restore() {
        return Description.NONE.withSchema(SessionSchema::element);
    }

    public static Description bulk() {
        var arguments = new ArrayList<Argument>();
        arguments.add(
                Argument.of(
                        "keys", "array", "Which carts, up to 1000; in the body, or else filters."));
        arguments.add(FORCE);
        arguments.add(
                Argument.of("dry_run", "boolean", "Only tell what would be deleted.")
                        .defaultsTo(false));
        arguments.addAll(filters());
        return new Description(arguments, null);
    }

    private static List<Argument> filters() {
        return List.of(
                Argument.of("status", "string", "Where carts stand in their life.")
                        .oneOf(FilterParameters.STATUSES),
                Argument.of("source", "string", "Who made the carts."),
                Argument.of("customer", "string", "A user id, or guest."),
                Argument.of("email", "string", "The whole billing e-mail."),
                Argument.of("has_items", "boolean", "Carts with, or without, anything in them."),
                Argument.of("min_total", "number", "Smallest total, whatever the currency."),
                Argument.of("max_total", "number", "Largest total, whatever the currency."),
                Argument.of("created_after", "string", "Made later than this moment."),
                Argument.of("created_before", "string", "Made earlier than this moment."),
                Argument.of("updated_after", "string", "Changed later than this moment."),
                Argument.of("updated_before", "string", "Changed earlier than this moment."),
                Argument.of("expires_after", "string", "Expiring later than this moment."),
                Argument.of("expires_before", "string", "Expiring earlier than this moment."),
                Argument.of("product", "integer", "Carts with this product or variation.")
                        .atLeast(1),
                Argument.of(
                        "search",
                        "string",
                        "How the key, the e-mail or words of the name begin; 3 characters or"
                                + " more."));
    }
}
