package dev.cartwright.rest.keys;

import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Overlap;
import dev.cartwright.http.Argument;
import dev.cartwright.http.Description;
import java.util.ArrayList;
import java.util.List;

/// What `OPTIONS` and the index tell of each endpoint.
public final class KeyDescriptions {
    private KeyDescriptions() {}

    public static Description list() {
        return Description.of(
                Argument.of("page", "integer", "Which page, from 1.").defaultsTo(1).atLeast(1),
                Argument.of("per_page", "integer", "How many keys on a page.")
                        .defaultsTo(ListKeys.DEFAULT_PAGE_SIZE)
                        .between(1, ListKeys.MAX_PAGE_SIZE),
                Argument.of("search", "string", "A part of the description."),
                Argument.of("status", "string", "Where keys stand in their life.")
                        .oneOf(ListKeys.STATUSES),
                Argument.of("user", "integer", "Whose keys."));
    }

    public static Description create() {
        var arguments = new ArrayList<Argument>();
        arguments.add(Argument.of("description", "string", "What the key is for.").needed());
        arguments.addAll(terms());
        return new Description(arguments, null);
    }

    public static Description update() {
        var arguments = new ArrayList<Argument>();
        arguments.add(Argument.of("description", "string", "What the key is for."));
        arguments.addAll(terms());
        return new Description(arguments, null);
    }

    private static List<Argument> terms() {
        return List.of(
                Argument.of("user_id", "integer", "Whose capabilities the key has."),
                Argument.of("permissions", "string", "What the key allows.")
                        .oneOf(KeyFields.PERMISSIONS),
                Argument.of("scopes", "array", "The only scopes the key has; null for all."),
                Argument.of("allowed_ips", "array", "The only addresses or ranges it works from."),
                Argument.of("expires", "string", "From when on it is refused; null for never."),
                Argument.of("rate_limit", "integer", "Calls a minute; null for the default.")
                        .between(1, KeyTerms.MAX_RATE_LIMIT));
    }

    public static Description roll() {
        return Description.of(
                Argument.of("overlap", "integer", "Seconds in which the old key stays valid.")
                        .defaultsTo((int) Overlap.For.DEFAULT.length().toSeconds())
                        .between(0, Overlap.LONGEST.toSeconds()),
                Argument.of(
                                "until_silent_hours",
                                "integer",
                                "Instead: hours without use after which the old key ends.")
                        .between(1, Overlap.LONGEST.toHours()));
    }

    public static Description enable() {
        return Description.of(
                Argument.of("force", "boolean", "Also a key whose secret was exposed.")
                        .defaultsTo(false));
    }

    public static Description usage() {
        return Description.of(
                Argument.of("days", "integer", "How many days, today included.")
                        .defaultsTo(30)
                        .atLeast(1));
    }
}
