package dev.cartwright.woocommerce;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.CurrencyTotals;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.StoredSession;
import dev.cartwright.woocommerce.CartRows.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads a shop's carts again and compares each with ours. Changes nothing; one cart is held at a
/// time.
final class VerifyImport {
    private static final int HASH_LENGTH = 16;

    private final ShopTables tables;
    private final Site site;
    private final SessionStore store;
    private final Side there = new Side();
    private final Side here = new Side();

    VerifyImport(ShopTables tables, Site site, SessionStore store) {
        this.tables = tables;
        this.site = site;
        this.store = store;
    }

    /// @param rowsOf how the import read each table
    /// @param done what the import said
    ImportCheck run(Function<Source, CartRows> rowsOf, List<ImportReport.Carts> done)
            throws IOException {
        var keysTaken = new KeyHashes();
        var checked = new ArrayList<ImportCheck.Table>();
        for (Source from : Source.values()) {
            String table = site.table(from.table());
            Optional<ImportReport.Carts> outcome =
                    done.stream().filter(carts -> carts.table().equals(table)).findFirst();
            if (outcome.isPresent()) {
                var tally = new Tally();
                CartRows rows = rowsOf.apply(from);
                tables.rows(
                        table,
                        from.columns(),
                        row -> {
                            boolean first = keysTaken.add(row.text(from.keyColumn()));
                            compare(first ? rows.read(row).session() : Optional.empty(), tally);
                        });
                checked.add(tally.explained(outcome.get()));
            }
        }
        return new ImportCheck(
                checked, there.totals.list(), here.totals.list(), there.hash(), here.hash());
    }

    private void compare(Optional<ImportedSession> row, Tally tally) {
        tally.rows++;
        if (row.isEmpty()) {
            tally.skipped++;
            return;
        }
        CartKey key = row.get().key();
        Optional<StoredSession> ours = store.find(key);
        if (ours.isEmpty()) {
            tally.missing++;
            return;
        }
        there.add(key, row.get().document());
        here.add(key, ours.get().document());
        if (same(row.get().document(), ours.get().document())) {
            tally.same++;
        } else {
            tally.different++;
        }
    }

    private static boolean same(CartDocument a, CartDocument b) {
        if (a instanceof CartDocument.Unreadable one && b instanceof CartDocument.Unreadable two) {
            return Arrays.equals(one.raw(), two.raw());
        }
        return a.equals(b);
    }

    /// Sums up carts of one side, in any order.
    private static final class Side {
        private final CurrencyTotals totals = new CurrencyTotals();
        private final byte[] sum = new byte[HASH_LENGTH];

        void add(CartKey key, CartDocument document) {
            MessageDigest sha = KeyHashes.sha256();
            sha.update(key.value().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            switch (document) {
                case CartDocument.Readable(Cart cart) -> {
                    totals.add(
                            cart.currency().code(),
                            cart.currency().minorUnit(),
                            cart.totals().total());
                    sha.update(cart.toString().getBytes(StandardCharsets.UTF_8));
                }
                case CartDocument.Unreadable(_, byte[] raw) -> sha.update(raw);
            }
            byte[] hash = sha.digest();
            int carry = 0;
            for (int i = HASH_LENGTH - 1; i >= 0; i--) {
                carry += (sum[i] & 0xff) + (hash[i] & 0xff);
                sum[i] = (byte) carry;
                carry >>= 8;
            }
        }

        String hash() {
            return HexFormat.of().formatHex(sum);
        }
    }

    private static final class Tally {
        private long rows;
        private long same;
        private long different;
        private long missing;
        private long skipped;

        /// The import told which carts it left as they were here.
        ImportCheck.Table explained(ImportReport.Carts done) {
            long changed = Math.min(different, done.of(ImportOutcome.KEPT_OURS));
            long deleted = Math.min(missing, done.of(ImportOutcome.KEPT_DELETED));
            return new ImportCheck.Table(
                    done.table(),
                    rows,
                    same,
                    changed,
                    deleted,
                    skipped,
                    different - changed + missing - deleted);
        }
    }
}
