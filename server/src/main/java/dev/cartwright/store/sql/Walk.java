package dev.cartwright.store.sql;

import dev.cartwright.cart.Money;
import dev.cartwright.page.Position;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// In which direction, from where and how far a list is read.
///
/// @param field what it is ordered by
/// @param descending as read, which for a page that ends somewhere is the other way round
/// @param from the place to start behind, null for the list's end
/// @param offset rows to pass over
/// @param limit rows to read
record Walk(
        SessionOrder.Field field,
        boolean descending,
        @Nullable Position from,
        long offset,
        int limit) {

    static String column(SessionOrder.Field field) {
        return switch (field) {
            case CART_CREATED -> "created";
            case CART_UPDATED -> "updated";
            case LAST_ACTIVITY -> "last_activity";
            case CART_EXPIRY -> "expiry";
            case TOTAL -> "total_fixed";
            case CART_KEY -> "cart_key";
            case CART_ID -> "id";
        };
    }

    /// The index that has the live rows in this order; null when the table itself has them so.
    @Nullable String index() {
        return switch (field) {
            case CART_CREATED -> "session_created";
            case CART_UPDATED -> "session_updated";
            case LAST_ACTIVITY -> "session_activity";
            case CART_EXPIRY -> "session_expiry";
            case TOTAL -> "session_total";
            case CART_KEY -> "session_key";
            case CART_ID -> null;
        };
    }

    /// Whether that index holds the expiry too, so that a status costs no look at the row.
    boolean knowsExpiry() {
        return switch (field) {
            case CART_CREATED, CART_UPDATED, LAST_ACTIVITY, CART_EXPIRY, TOTAL -> true;
            case CART_KEY, CART_ID -> false;
        };
    }

    /// Whether the index of creation has what the list is ordered by.
    boolean inCreatedIndex() {
        return field != SessionOrder.Field.CART_KEY;
    }

    /// On the table, or the query, under the name `s`.
    String orderBy() {
        String direction = descending ? " DESC" : "";
        return field == SessionOrder.Field.CART_ID
                ? " ORDER BY s.id" + direction
                : " ORDER BY s." + column(field) + direction + ", s.id" + direction;
    }

    /// ` AND …` for the rows behind the place, or nothing.
    SqlText behindPlace() {
        var text = new SqlText();
        Position place = from;
        if (place == null) {
            return text;
        }
        String than = descending ? " < " : " > ";
        if (field == SessionOrder.Field.CART_ID) {
            return text.add(" AND s.id" + than + "?", place.id());
        }
        Object value =
                field == SessionOrder.Field.CART_KEY
                        ? SessionContent.clean(place.value())
                        : (Object) number(place.value());
        return text.add(
                " AND (s." + column(field) + ", s.id)" + than + "(?, ?)",
                List.of(value, place.id()));
    }

    /// A position that was not made here may hold anything.
    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    static Position position(Session session, SessionOrder.Field field, boolean backwards) {
        return new Position(value(session, field), session.id(), backwards);
    }

    private static String value(Session session, SessionOrder.Field field) {
        return switch (field) {
            case CART_CREATED -> seconds(session.times().created());
            case CART_UPDATED -> seconds(session.times().updated());
            case LAST_ACTIVITY -> seconds(session.times().lastActivity());
            case CART_EXPIRY -> seconds(session.times().expiry());
            case TOTAL -> Long.toString(Money.comparable(session.total(), session.minorUnit()));
            case CART_KEY -> session.key().value();
            case CART_ID -> Long.toString(session.id());
        };
    }

    private static String seconds(Instant moment) {
        return Long.toString(moment.getEpochSecond());
    }
}
