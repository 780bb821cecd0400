package dev.cartwright.session;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.page.PageRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// What the parts of the contract share: the store under test, its clock and a cart.
interface StoreUnderTest {
    Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    CartKey KEY = new CartKey("t_8f36aBcD");

    /// Empty at the beginning; its clock stands at [#NOW].
    SessionStore store();

    static Cart cart() {
        return SampleCarts.cart(4998, "John@Example.com", "John", "Doe", 42, 43);
    }

    static SessionDraft draft() {
        return SampleCarts.draft(KEY.value(), NOW.minusSeconds(3600), cart());
    }

    default List<String> keys(SessionFilter filter) {
        return store()
                .list(filter, SessionOrder.NEWEST_FIRST, new PageRequest.Numbered(1, 1000))
                .rows()
                .stream()
                .map(session -> session.key().value())
                .toList();
    }

    static SessionFilter status(Status status) {
        return SessionFilter.builder().status(status).build();
    }

    static SessionFilter max(String total) {
        return SessionFilter.builder().maxTotal(new BigDecimal(total)).build();
    }
}
