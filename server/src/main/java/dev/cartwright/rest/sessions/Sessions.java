package dev.cartwright.rest.sessions;

import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.audit.PersonalDataRecord;
import dev.cartwright.cart.CartKey;
import dev.cartwright.http.Request;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Diagnosis;
import dev.cartwright.session.Masked;
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
/// @param uses hears of every answer with personal data
public record Sessions(
        SessionStore store,
        ShopStore shop,
        ShopFacts facts,
        InstantSource clock,
        PersonalDataRecord uses) {
    /// The route's parameter that names the cart.
    public static final String KEY = "key";

    /// Puts nothing on record.
    public Sessions(SessionStore store, ShopStore shop, ShopFacts facts, InstantSource clock) {
        this(store, shop, facts, clock, new NoRecord());
    }

    /// The path's key and nothing else: `session_key` in the query or the body, `cart_key` and
    /// the `Cart-Key` header are not looked at.
    Optional<CartKey> key(Request request) {
        return CartKey.parse(request.path(KEY));
    }

    SessionJson json(Request request) {
        return new SessionJson(shop, request.baseUrl(), clock.instant());
    }

    static boolean showsPersonalData(Principal caller) {
        return caller.has(Scope.PERSONAL_DATA);
    }

    /// A single session as this caller may see it; what is seen goes on record.
    ///
    /// @param route word of the endpoint
    StoredSession shown(StoredSession stored, Principal caller, String route) {
        if (!showsPersonalData(caller)) {
            return Masked.of(stored);
        }
        uses.saw(caller.keyId(), route, stored.session().id());
        return stored;
    }

    List<Problem> problems(StoredSession stored) {
        return problems(stored, clock.instant());
    }

    List<Problem> problems(StoredSession stored, Instant now) {
        return Diagnosis.of(stored, now, facts);
    }

    private static final class NoRecord implements PersonalDataRecord {
        @Override
        public void saw(long keyId, String route, long cartId) {}

        @Override
        public void listed(long keyId, String route, String filters, long carts) {}
    }

    /// An element tells its problems only when its cart could not be read.
    List<Problem> problemsIfUnreadable(StoredSession stored) {
        return stored.document() instanceof CartDocument.Unreadable ? problems(stored) : List.of();
    }
}
