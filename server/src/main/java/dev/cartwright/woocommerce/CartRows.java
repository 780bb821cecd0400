package dev.cartwright.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionDraft;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Turns rows of one table of carts into sessions.
///
/// @param currency the shop's, at the time of the import
/// @param accounts of the owners that the dump knows
/// @param now the time of the import
record CartRows(Source from, Currency currency, Map<Long, Account> accounts, Instant now) {
    private static final int FINGERPRINT_LENGTH = 32;
    private static final Pattern USER_ID = Pattern.compile("[1-9][0-9]{0,17}");

    /// Part of every fingerprint: raise it when carts are to be read again by a better reader.
    private static final String READER = "1";

    /// The two tables.
    enum Source {
        COCART(Site.CARTS, "cart_id", "cart_key", "cart_value", "cart_expiry"),
        WOOCOMMERCE(Site.SESSIONS, "session_id", "session_key", "session_value", "session_expiry");

        private final String table;
        private final String id;
        private final String key;
        private final String value;
        private final String expiry;

        Source(String table, String id, String key, String value, String expiry) {
            this.table = table;
            this.id = id;
            this.key = key;
            this.value = value;
            this.expiry = expiry;
        }

        String table() {
            return table;
        }

        String keyColumn() {
            return key;
        }

        /// Small ones first, so that an oversized row still tells its key.
        List<String> columns() {
            return List.of(id, key, expiry, "cart_created", "cart_source", "cart_hash", value);
        }

        String origin() {
            return "woocommerce:" + table;
        }
    }

    /// @param session empty when the row cannot be a session; the notes say why
    record Read(Optional<ImportedSession> session, String row, List<String> notes) {}

    Read read(DumpRow row) {
        String stored = row.text(from.key);
        Optional<CartKey> key = CartKey.parse(stored);
        if (key.isEmpty()) {
            String which = Long.toString(row.number(from.id));
            String why = stored.isEmpty() ? "has no key" : "has a key that no cart can have";
            return new Read(Optional.empty(), which, List.of(why));
        }
        return read(row, key.get());
    }

    private Read read(DumpRow row, CartKey key) {
        Owner owner = owner(key);
        WooCart.Reading reading = document(row, owner);
        String source = source(row);
        long id = row.number(from.id);
        var session =
                new ImportedSession(
                        from.origin(),
                        fingerprint(row),
                        id == Long.MAX_VALUE ? 0 : id,
                        key,
                        owner,
                        CartTimes.of(
                                row.number("cart_created"), row.number(from.expiry), source, now),
                        source,
                        reading.document());
        String which = "%d (%s)".formatted(id, key.masked());
        return new Read(Optional.of(session), which, reading.notes());
    }

    private WooCart.Reading document(DumpRow row, Owner owner) {
        byte[] raw = row.bytes(from.value);
        if (row.oversized() && raw == null) {
            String reason =
                    "the row is larger than %d MB".formatted(ShopTables.MAX_ROW_BYTES >> 20);
            return WooCart.unreadable(reason, new byte[0]);
        }
        Account account = accounts.getOrDefault(owner.userId(), Account.UNKNOWN);
        String hash = Scalars.clean(row.text("cart_hash"), 200);
        byte[] value = raw == null ? new byte[0] : raw;
        return WooCart.read(value, hash, currency, owner.userId(), account);
    }

    /// A user's id is her cart's key.
    static Owner owner(CartKey key) {
        boolean number = USER_ID.matcher(key.value()).matches();
        return number ? new Owner.User(Long.parseLong(key.value())) : new Owner.Guest();
    }

    private String source(DumpRow row) {
        if (from == Source.WOOCOMMERCE) {
            return CartTimes.WOOCOMMERCE;
        }
        String stored = Scalars.clean(row.text("cart_source"), SessionDraft.MAX_SOURCE_LENGTH);
        return stored.isBlank() ? "cocart" : stored;
    }

    /// The currency belongs to it: with other decimals the same row is another cart.
    private String fingerprint(DumpRow row) {
        MessageDigest sha = KeyHashes.sha256();
        update(sha, READER.getBytes(StandardCharsets.UTF_8));
        update(sha, currency.code().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) currency.minorUnit());
        for (String column : from.columns()) {
            byte[] cell = row.bytes(column);
            update(sha, cell == null ? new byte[0] : cell);
        }
        return HexFormat.of().formatHex(sha.digest()).substring(0, FINGERPRINT_LENGTH);
    }

    private static void update(MessageDigest sha, byte[] bytes) {
        sha.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) ':');
        sha.update(bytes);
    }
}
