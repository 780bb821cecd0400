package dev.cartwright.session;

import dev.cartwright.cart.Money;
import dev.cartwright.page.Position;
import java.util.Comparator;
import java.util.List;

/// How lists are ordered, said in Java.
final class SessionOrdering {
    private SessionOrdering() {}

    static Comparator<Session> of(SessionOrder order) {
        Comparator<Session> up = byField(order.field()).thenComparingLong(Session::id);
        return order.descending() ? up.reversed() : up;
    }

    private static Comparator<Session> byField(SessionOrder.Field field) {
        return switch (field) {
            case CART_KEY -> Comparator.comparing(session -> session.key().value());
            case CART_CREATED, CART_UPDATED, LAST_ACTIVITY, CART_EXPIRY, TOTAL, CART_ID ->
                    Comparator.comparingLong(session -> number(session, field));
        };
    }

    private static long number(Session session, SessionOrder.Field field) {
        return switch (field) {
            case CART_CREATED -> session.times().created().getEpochSecond();
            case CART_UPDATED -> session.times().updated().getEpochSecond();
            case LAST_ACTIVITY -> session.times().lastActivity().getEpochSecond();
            case CART_EXPIRY -> session.times().expiry().getEpochSecond();
            case TOTAL -> Money.comparable(session.total(), session.minorUnit());
            case CART_ID -> session.id();
            case CART_KEY -> throw new IllegalArgumentException("a key is no number");
        };
    }

    static Position position(Session session, SessionOrder order, boolean backwards) {
        String value =
                order.field() == SessionOrder.Field.CART_KEY
                        ? session.key().value()
                        : Long.toString(number(session, order.field()));
        return new Position(value, session.id(), backwards);
    }

    /// How many rows of the list lie before the position; the row itself, if it is still there,
    /// belongs to the side the position came from.
    static int place(List<Session> sorted, SessionOrder order, Position position) {
        int before = 0;
        for (Session session : sorted) {
            int side = compare(session, order, position);
            if (side < 0 || side == 0 && !position.backwards()) {
                before++;
            }
        }
        return before;
    }

    private static int compare(Session session, SessionOrder order, Position position) {
        int up =
                order.field() == SessionOrder.Field.CART_KEY
                        ? session.key().value().compareTo(position.value())
                        : Long.compare(
                                number(session, order.field()), number(position, order.field()));
        if (up == 0) {
            up = Long.compare(session.id(), position.id());
        }
        return order.descending() ? -up : up;
    }

    /// Text that is no number stands for 0, and an id speaks for itself.
    private static long number(Position position, SessionOrder.Field field) {
        if (field == SessionOrder.Field.CART_ID) {
            return position.id();
        }
        try {
            return Long.parseLong(position.value());
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
