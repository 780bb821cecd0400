package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.Cart;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Session;

/// Sessions that the index does not have yet.
final class SessionRows {
    private SessionRows() {}

    /// @param version that it has, or would have
    static Session of(ImportedSession seen, long version) {
        return switch (seen.document()) {
            case CartDocument.Readable(Cart cart) ->
                    row(
                            seen,
                            cart.customer().email(),
                            cart.customer().name(),
                            cart.itemCount(),
                            cart.totals().total(),
                            cart.currency().code(),
                            cart.currency().minorUnit(),
                            version,
                            true);
            case CartDocument.Unreadable _ -> row(seen, "", "", 0, 0, "", 0, version, false);
        };
    }

    private static Session row(
            ImportedSession seen,
            String email,
            String name,
            long itemCount,
            long total,
            String currency,
            int minorUnit,
            long version,
            boolean readable) {
        return new Session(
                seen.preferredId(),
                seen.key(),
                seen.owner(),
                seen.times(),
                seen.source(),
                email,
                name,
                itemCount,
                total,
                currency,
                minorUnit,
                version,
                null,
                readable);
    }
}
