package dev.cartwright.cli;

import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.Status;
import dev.cartwright.session.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The filters of the Sessions API as options; all given ones together.
final class FilterOptions {
    @Option(
            names = "--status",
            paramLabel = "WORD",
            converter = Words.OfStatus.class,
            description = "active, expiring, expired or trash. Default: all but trash")
    private @Nullable Status status;

    @Option(names = "--source", paramLabel = "WORD", description = "cocart, woocommerce, ...")
    private @Nullable String source;

    @Option(
            names = "--customer",
            paramLabel = "ID|guest",
            converter = Words.OfOwner.class,
            description = "A user's carts, or those of guests.")
    private @Nullable Owner customer;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "The whole billing e-mail.")
    private @Nullable String email;

    @Option(
            names = "--has-items",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Carts with items, or with false empty ones.")
    private @Nullable Boolean hasItems;

    @Option(
            names = "--min-total",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description = "At least this much, as a plain number whatever the currency.")
    private @Nullable BigDecimal minTotal;

    @Option(
            names = "--max-total",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description = "At most this much.")
    private @Nullable BigDecimal maxTotal;

    @Option(
            names = "--created-after",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "A date, RFC 3339 (UTC without a zone) or epoch seconds.")
    private @Nullable Instant createdAfter;

    @Option(names = "--created-before", paramLabel = "TIME", converter = Moments.class)
    private @Nullable Instant createdBefore;

    @Option(names = "--updated-after", paramLabel = "TIME", converter = Moments.class)
    private @Nullable Instant updatedAfter;

    @Option(names = "--updated-before", paramLabel = "TIME", converter = Moments.class)
    private @Nullable Instant updatedBefore;

    @Option(names = "--expires-after", paramLabel = "TIME", converter = Moments.class)
    private @Nullable Instant expiresAfter;

    @Option(names = "--expires-before", paramLabel = "TIME", converter = Moments.class)
    private @Nullable Instant expiresBefore;

    @Option(
            names = "--product",
            paramLabel = "ID",
            description = "Carts with this product or variation.")
    private @Nullable Long product;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            converter = Words.OfSearch.class,
            description = "The beginning of key, e-mail or a word of the name; 3 characters.")
    private @Nullable String search;

    SessionFilter filter() {
        return withStatus(status);
    }

    /// The same conditions with another status.
    SessionFilter withStatus(@Nullable Status wanted) {
        return SessionFilter.builder()
                .status(wanted)
                .source(source)
                .customer(customer)
                .email(email)
                .hasItems(hasItems)
                .minTotal(minTotal)
                .maxTotal(maxTotal)
                .created(range(createdAfter, createdBefore))
                .updated(range(updatedAfter, updatedBefore))
                .expires(range(expiresAfter, expiresBefore))
                .product(product)
                .search(search)
                .build();
    }

    private static TimeRange range(@Nullable Instant after, @Nullable Instant before) {
        return after == null && before == null ? TimeRange.ALWAYS : new TimeRange(after, before);
    }
}
