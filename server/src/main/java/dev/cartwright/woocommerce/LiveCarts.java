package dev.cartwright.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionDraft;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Turns rows of a living shop's tables into sessions.
///
/// @param currency the shop's
public record LiveCarts(Currency currency) {
    /// Part of every fingerprint: raise it when carts are to be read again by a better reader.
    private static final String READER = "2";

    /// What a fingerprint of a row depends on beside the row: with other decimals, or another sign
    /// before them, the same row is another cart.
    public String salt() {
        byte[] separator = currency.decimalSeparator().getBytes(StandardCharsets.UTF_8);
        return "%s|%s|%d|%s"
                .formatted(
                        READER,
                        currency.code(),
                        currency.minorUnit(),
                        HexFormat.of().formatHex(separator));
    }

    /// Empty when no cart can have the row's key.
    ///
    /// @param account of the owner
    /// @param now when the row was read
    public Optional<ImportedSession> read(ShopCart row, Account account, Instant now) {
        return CartKey.parse(row.key()).map(key -> read(row, key, account, now));
    }

    /// The same as far as an index needs it: of the contents, items, total and customer alone.
    public Optional<ImportedSession> summary(ShopCart row, Account account, Instant now) {
        byte[] value = row.value();
        if (value == null) {
            return read(row, account, now);
        }
        return CartKey.parse(row.key())
                .map(
                        key -> {
                            long owner = owner(key).userId();
                            CartDocument contents =
                                    WooCart.summary(value, currency, owner, account);
                            return session(row, key, contents, now);
                        });
    }

    /// When a cart ends.
    ///
    /// @param expiry epoch seconds, as the shop has it
    public static Instant end(long expiry) {
        return CartTimes.end(expiry);
    }

    private ImportedSession read(ShopCart row, CartKey key, Account account, Instant now) {
        return session(row, key, document(row, owner(key), account).document(), now);
    }

    private static ImportedSession session(
            ShopCart row, CartKey key, CartDocument contents, Instant now) {
        String source = source(row);
        return new ImportedSession(
                row.table().origin(),
                row.fingerprint(),
                row.sessionId(),
                key,
                owner(key),
                CartTimes.of(row.created(), row.expiry(), source, now),
                source,
                contents);
    }

    private WooCart.Reading document(ShopCart row, Owner owner, Account account) {
        byte[] value = row.value();
        if (value == null) {
            long megabytes = row.length() >> 20;
            return WooCart.unreadable(
                    "the row is too large to be read, with %d MB".formatted(megabytes),
                    new byte[0]);
        }
        String hash = Scalars.clean(row.hash(), 200);
        return WooCart.read(value, hash, currency, owner.userId(), account);
    }

    /// A user's id is her cart's key.
    public static Owner owner(CartKey key) {
        return CartRows.owner(key);
    }

    private static String source(ShopCart row) {
        if (row.table() == CartTable.WOOCOMMERCE) {
            return CartTimes.WOOCOMMERCE;
        }
        String stored = Scalars.clean(row.source(), SessionDraft.MAX_SOURCE_LENGTH);
        return stored.isBlank() ? "cocart" : stored;
    }
}
