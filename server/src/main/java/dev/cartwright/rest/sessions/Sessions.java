package dev.cartwright.rest.sessions;

import dev.cartwright.cart.CartKey;
import dev.cartwright.http.Request;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Diagnosis;
import dev.cartwright.session.Problem;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.ShopFacts;
import dev.cartwright.session.StoredSession;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.wire.SessionJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What every endpoint of the Sessions API works with.
///
/// @param facts what a diagnosis asks about the shop
public record Sessions(SessionStore store, ShopStore shop, ShopFacts facts, InstantSource clock) {
    /// The route's parameter that names the cart.
    public static final String KEY = "key";

    /// The path's key and nothing else: `session_key` in the query or the body, `cart_key` and
    /// the `Cart-Key` header are not looked at.
    Optional<CartKey> key(Request request) {
        return CartKey.parse(request.path(KEY));
    }

    SessionJson json(Request request) {
        return new SessionJson(shop, request.baseUrl(), clock.instant());
    }

    List<Problem> problems(StoredSession stored) {
        return problems(stored, clock.instant());
    }

    List<Problem> problems(StoredSession stored, Instant now) {
        return Diagnosis.of(stored, now, facts);
    }

    /// An element tells its problems only when its cart could not be read.
    List<Problem> problemsIfUnreadable(StoredSession stored) {
        return stored.document() instanceof CartDocument.Unreadable ? problems(stored) : List.of();
    }
}
