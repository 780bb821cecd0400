package dev.cartwright.rest.sessions;

import dev.cartwright.rest.Parameters;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.Status;
import dev.cartwright.session.TimeRange;
import dev.cartwright.wire.BadParameter;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The conditions of a list, the same for reading it and for deleting what is in it.
final class FilterParameters {
    static final List<String> STATUSES = Arrays.stream(Status.values()).map(Status::word).toList();

    /// Names that narrow a list down; a bulk deletion wants at least one.
    static final List<String> NAMES =
            List.of(
                    "status",
                    "source",
                    "customer",
                    "email",
                    "has_items",
                    "min_total",
                    "max_total",
                    "created_after",
                    "created_before",
                    "updated_after",
                    "updated_before",
                    "expires_after",
                    "expires_before",
                    "product",
                    "search");

    private static final String GUEST = "guest";
    private static final String CUSTOMER_PATTERN = "^(guest|[0-9]{1,18})$";
    private static final int MAX_EMAIL_LENGTH = 320;
    private static final int MAX_SEARCH_LENGTH = 200;

    private FilterParameters() {}

    static SessionFilter read(Parameters parameters) {
        String status = parameters.choice("status", STATUSES);
        return SessionFilter.builder()
                .status(status == null ? null : Status.parse(status).orElseThrow())
                .source(parameters.text("source", SessionDraft.MAX_SOURCE_LENGTH))
                .customer(customer(parameters))
                .email(email(parameters))
                .hasItems(parameters.optionalFlag("has_items"))
                .minTotal(parameters.amount("min_total", RoundingMode.CEILING))
                .maxTotal(parameters.amount("max_total", RoundingMode.FLOOR))
                .created(range(parameters, "created_after", "created_before"))
                .updated(range(parameters, "updated_after", "updated_before"))
                .expires(range(parameters, "expires_after", "expires_before"))
                .product(parameters.between("product", 1, Integer.MAX_VALUE))
                .search(search(parameters))
                .build();
    }

    private static TimeRange range(Parameters parameters, String after, String before) {
        var range = new TimeRange(parameters.moment(after), parameters.moment(before));
        return range.unbounded() ? TimeRange.ALWAYS : range;
    }

    private static @Nullable Owner customer(Parameters parameters) {
        String text = parameters.text("customer");
        if (text == null) {
            return null;
        }
        if (text.equals(GUEST)) {
            return new Owner.Guest();
        }
        if (!text.matches(CUSTOMER_PATTERN)) {
            parameters.refuse(BadParameter.pattern("customer", CUSTOMER_PATTERN));
            return null;
        }
        return Owner.of(Long.parseLong(text));
    }

    /// Whole and in lower case; without a blank around it, as people paste it.
    private static @Nullable String email(Parameters parameters) {
        String text = parameters.text("email", MAX_EMAIL_LENGTH);
        if (text == null) {
            return null;
        }
        String email = text.strip().toLowerCase(Locale.ROOT);
        if (email.isEmpty()) {
            parameters.refuse(BadParameter.tooShort("email", 1));
            return null;
        }
        return email;
    }

    private static @Nullable String search(Parameters parameters) {
        String text = parameters.text("search", MAX_SEARCH_LENGTH);
        if (text == null) {
            return null;
        }
        String search = text.strip();
        if (search.codePointCount(0, search.length()) < SessionFilter.MIN_SEARCH_LENGTH) {
            parameters.refuse(BadParameter.tooShort("search", SessionFilter.MIN_SEARCH_LENGTH));
            return null;
        }
        return search;
    }
}
