package dev.cartwright.session;

import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a filter means, said in Java.
public final class SessionMatching {
    private SessionMatching() {}

    public static boolean matches(SessionFilter filter, StoredSession stored, Instant now) {
        Session session = stored.session();
        return status(filter, session, now)
                && (filter.source() == null || filter.source().equals(session.source()))
                && (filter.customer() == null || filter.customer().equals(session.owner()))
                && (filter.email() == null || lower(filter.email()).equals(lower(session.email())))
                && (filter.hasItems() == null || filter.hasItems() != items(stored).isEmpty())
                && total(filter, session)
                && filter.created().contains(session.times().created())
                && filter.updated().contains(session.times().updated())
                && filter.expires().contains(session.times().expiry())
                && (filter.product() == null || contains(stored, filter.product()))
                && (filter.search() == null || found(filter.search(), session));
    }

    private static boolean status(SessionFilter filter, Session session, Instant now) {
        return filter.status() == null
                ? session.deletedAt() == null
                : filter.status() == session.statusAt(now);
    }

    private static boolean total(SessionFilter filter, Session session) {
        BigDecimal total =
                BigDecimal.valueOf(
                        Money.comparable(session.total(), session.minorUnit()),
                        Money.COMPARABLE_SCALE);
        return (filter.minTotal() == null || total.compareTo(filter.minTotal()) >= 0)
                && (filter.maxTotal() == null || total.compareTo(filter.maxTotal()) <= 0);
    }

    private static List<CartItem> items(StoredSession stored) {
        return switch (stored.document()) {
            case CartDocument.Readable readable -> readable.cart().items();
            case CartDocument.Unreadable _ -> List.of();
        };
    }

    private static boolean contains(StoredSession stored, long product) {
        return items(stored).stream()
                .anyMatch(item -> item.productId() == product || isVariation(item, product));
    }

    /// 0 says that an item has none.
    private static boolean isVariation(CartItem item, long product) {
        return item.variationId() != 0 && item.variationId() == product;
    }

    private static boolean found(String search, Session session) {
        Set<String> words = SearchWords.of(session.key(), session.email(), session.name());
        return SearchWords.asked(search).stream()
                .allMatch(asked -> words.stream().anyMatch(word -> word.startsWith(asked)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
