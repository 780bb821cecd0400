package dev.cartwright.store.sql;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.CartKey;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// Everything about a session to be written that can be worked out before the writer's turn: the
/// columns derived from the cart, and the encoded document.
///
/// @param products product and variation ids
/// @param filled whether there is an item at all
record SessionContent(
        CartKey key,
        Owner owner,
        Times times,
        String source,
        String email,
        String name,
        long itemCount,
        boolean filled,
        long total,
        String currency,
        int minorUnit,
        boolean readable,
        SortedSet<Long> products,
        byte[] body) {

    static SessionContent of(SessionDraft draft, CartDocumentCodec codec) {
        var document = new CartDocument.Readable(draft.cart());
        return of(
                draft.key(),
                draft.owner(),
                draft.times(),
                draft.source(),
                draft.cart(),
                codec.encode(document));
    }

    static SessionContent of(ImportedSession session, CartDocumentCodec codec) {
        return of(session, codec.encode(session.document()));
    }

    /// The columns alone; what was in the cart stays where it came from.
    static SessionContent withoutBody(ImportedSession session) {
        return of(session, CartDocumentCodec.elsewhere());
    }

    private static SessionContent of(ImportedSession session, byte[] body) {
        return switch (session.document()) {
            case CartDocument.Readable(Cart cart) ->
                    of(
                            session.key(),
                            session.owner(),
                            session.times(),
                            session.source(),
                            cart,
                            body);
            case CartDocument.Unreadable _ -> unreadable(session, body);
        };
    }

    private static SessionContent of(
            CartKey key, Owner owner, Times times, String source, Cart cart, byte[] body) {
        return new SessionContent(
                key,
                owner,
                wholeSeconds(times),
                clean(source),
                clean(cart.customer().email()),
                clean(cart.customer().name()),
                cart.itemCount(),
                !cart.items().isEmpty(),
                cart.totals().total(),
                clean(cart.currency().code()),
                cart.currency().minorUnit(),
                true,
                products(cart),
                body);
    }

    private static SessionContent unreadable(ImportedSession session, byte[] body) {
        return new SessionContent(
                session.key(),
                session.owner(),
                wholeSeconds(session.times()),
                clean(session.source()),
                "",
                "",
                0,
                false,
                0,
                "",
                0,
                false,
                new TreeSet<>(),
                body);
    }

    private static SortedSet<Long> products(Cart cart) {
        var products = new TreeSet<Long>();
        for (CartItem item : cart.items()) {
            products.add(item.productId());
            if (item.variationId() != 0) {
                products.add(item.variationId());
            }
        }
        return products;
    }

    SessionContent with(Times other) {
        return new SessionContent(
                key, owner, other, source, email, name, itemCount, filled, total, currency,
                minorUnit, readable, products, body);
    }

    /// The row it becomes.
    Session row(long id, long version) {
        return new Session(
                id, key, owner, times, source, email, name, itemCount, total, currency, minorUnit,
                version, null, readable);
    }

    static String lower(String text) {
        return clean(text).toLowerCase(Locale.ROOT);
    }

    /// PostgreSQL keeps no NUL in a text, and half a surrogate pair has no UTF-8.
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static Times wholeSeconds(Times times) {
        return new Times(
                whole(times.created()),
                whole(times.lastActivity()),
                whole(times.updated()),
                whole(times.expiry()),
                times.estimated());
    }

    private static Instant whole(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
