package dev.cartwright.rest.sessions;

import dev.cartwright.cart.CartKey;
import dev.cartwright.page.Cursor;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import dev.cartwright.rest.Parameters;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.wire.BadParameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which page of which list a request asks for.
record SessionQuery(SessionFilter filter, SessionOrder order, PageRequest page) {
    static final int DEFAULT_PAGE_SIZE = 10;
    static final List<String> DIRECTIONS = List.of("asc", "desc");
    static final List<String> FIELDS =
            Arrays.stream(SessionOrder.Field.values()).map(SessionOrder.Field::word).toList();

    /// What is wrong is noted in the parameters; ask them before using the query.
    static SessionQuery read(Parameters parameters) {
        SessionFilter filter = FilterParameters.read(parameters);
        SessionOrder order = order(parameters);
        int number = (int) parameters.atLeast("page", 1, Integer.MAX_VALUE, 1);
        Long wanted = parameters.between("per_page", 1, PageRequest.MAX_SIZE);
        int size = wanted == null ? DEFAULT_PAGE_SIZE : wanted.intValue();
        String cursor = parameters.text("cursor");
        PageRequest page = new PageRequest.Numbered(number, size);
        if (cursor != null) {
            Optional<Position> position =
                    Cursor.decode(cursor, binding(filter, order)).filter(at -> usable(at, order));
            if (position.isEmpty()) {
                parameters.refuse(
                        new BadParameter(
                                "cursor",
                                BadParameter.Code.REST_INVALID_CURSOR,
                                "cursor does not belong to this list."));
            }
            page = position.<PageRequest>map(at -> new PageRequest.From(at, size)).orElse(page);
        }
        return new SessionQuery(filter, order, page);
    }

    String cursor(Position position) {
        return Cursor.encode(position, binding(filter, order));
    }

    /// A record's text names every part, so it is equal only for equal filters.
    private static String binding(SessionFilter filter, SessionOrder order) {
        return filter + " " + order;
    }

    private static SessionOrder order(Parameters parameters) {
        String direction = parameters.choice("order", DIRECTIONS);
        String field = parameters.choice("orderby", FIELDS);
        return new SessionOrder(
                field == null
                        ? SessionOrder.NEWEST_FIRST.field()
                        : SessionOrder.Field.parse(field).orElseThrow(),
                !"asc".equals(direction));
    }

    /// A cursor's check sum is no secret, so its value may be anybody's: it must at least be of the
    /// kind that the store reads back.
    private static boolean usable(Position at, SessionOrder order) {
        if (at.id() < 0) {
            return false;
        }
        if (order.field() == SessionOrder.Field.CART_KEY) {
            return CartKey.parse(at.value()).isPresent();
        }
        try {
            Long.parseLong(at.value());
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
