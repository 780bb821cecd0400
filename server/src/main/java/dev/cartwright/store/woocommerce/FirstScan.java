package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.woocommerce.Account;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.LiveCarts;
import dev.cartwright.woocommerce.ShopCart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills the index from the whole of the shop's tables, once.
final class FirstScan {
    private static final Logger LOG = LoggerFactory.getLogger(FirstScan.class);
    private static final int STEP = 250;

    /// Large carts make smaller steps, so that memory stays bounded.
    private static final long STEP_BYTES = 2L << 20;

    private static final int LOG_EVERY = 100_000;

    private final ShopCarts carts;
    private final ShopPeople people;
    private final ShopView view;
    private final SessionIndex index;
    private final IndexProgress progress;
    private final BooleanSupplier stopped;
    private final Patience patience;

    sealed interface Outcome {
        /// @param filling its number
        /// @param begun what changed in the shop before is in the index
        record Filled(long filling, Instant begun) implements Outcome {}

        record Stopped() implements Outcome {}

        /// Somebody else is at it.
        record Elsewhere() implements Outcome {}
    }

    FirstScan(
            ShopCarts carts,
            ShopPeople people,
            ShopView view,
            SessionIndex index,
            IndexProgress progress,
            BooleanSupplier stopped) {
        this.carts = carts;
        this.people = people;
        this.view = view;
        this.index = index;
        this.progress = progress;
        this.stopped = stopped;
        patience = new Patience(stopped);
    }

    Outcome run(LiveCarts live) {
        Instant begun = view.moment();
        long rows = carts.about(CartTable.COCART) + carts.about(CartTable.WOOCOMMERCE);
        progress.begin();
        try (SessionIndex.Loading loading = index.load().orElse(null)) {
            if (loading == null) {
                return new Outcome.Elsewhere();
            }
            LOG.atInfo().addKeyValue("carts", rows).log("building the index of the shop's carts");
            progress.expect(rows);
            for (CartTable table : CartTable.values()) {
                if (!table(table, live, loading)) {
                    return new Outcome.Stopped();
                }
            }
            loading.finish();
            LOG.atInfo()
                    .addKeyValue("carts", progress.scanned())
                    .log("the index of the shop's carts is built");
            return new Outcome.Filled(loading.filling(), begun);
        }
    }

    /// Rows that come later are left to the watch: a key that is deleted and comes again would be
    /// added twice.
    private boolean table(CartTable table, LiveCarts live, SessionIndex.Loading loading) {
        long last = patience.of(() -> carts.lastId(table));
        try (var belt =
                new ScanBelt<List<ShopCart>, List<ImportedSession>>(
                        rows -> patience.of(() -> decoded(table, live, rows)), loading::add)) {
            long after = 0;
            while (after < last) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                var batch = new Batch(belt, after);
                patience.of(() -> read(table, batch, last, live));
                batch.flush();
                if (batch.read == 0) {
                    break;
                }
                after = batch.after;
                progressed(batch.read);
            }
            belt.end();
            return true;
        }
    }

    /// Goes on behind the last row that came.
    private int read(CartTable table, Batch batch, long last, LiveCarts live) {
        int missing = STEP - batch.read;
        if (missing > 0) {
            carts.rows(table, batch.after, last, missing, live.salt(), batch::take);
        }
        return batch.read;
    }

    /// Several at a time, since this is most of the work.
    private List<ImportedSession> decoded(CartTable table, LiveCarts live, List<ShopCart> rows) {
        List<CartKey> keys =
                rows.stream().flatMap(row -> CartKey.parse(row.key()).stream()).toList();
        Map<Long, Account> accounts = people.accounts(owners(keys));
        // what the first table has counts there
        Set<CartKey> shadowed =
                table == CartTable.COCART ? Set.of() : carts.present(CartTable.COCART, keys);
        return rows.parallelStream()
                .flatMap(
                        row ->
                                CartKey.parse(row.key())
                                        .filter(key -> !shadowed.contains(key))
                                        .flatMap(key -> summary(live, row, of(accounts, key)))
                                        .stream())
                .toList();
    }

    /// What the index keeps needs no more of a cart.
    private Optional<ImportedSession> summary(LiveCarts live, ShopCart row, Account account) {
        return row.length() <= ShopCarts.USUAL
                ? live.summary(row, account, view.now())
                : view.decode(live, row, account);
    }

    private static Account of(Map<Long, Account> accounts, CartKey key) {
        return accounts.getOrDefault(LiveCarts.owner(key).userId(), Account.UNKNOWN);
    }

    private static List<Long> owners(List<CartKey> keys) {
        return keys.stream()
                .map(key -> LiveCarts.owner(key).userId())
                .filter(id -> id != 0)
                .distinct()
                .toList();
    }

    private void progressed(int read) {
        long before = progress.scanned();
        progress.scanned(read);
        if (before / LOG_EVERY < progress.scanned() / LOG_EVERY) {
            LOG.atInfo()
                    .addKeyValue("carts", progress.scanned())
                    .addKeyValue("percent", Math.round(100 * progress.share()))
                    .log("building the index of the shop's carts");
        }
    }

    /// Some rows that follow each other, in portions for the belt.
    private static final class Batch {
        private final ScanBelt<List<ShopCart>, ?> belt;
        private List<ShopCart> rows = new ArrayList<>();
        private long bytes;
        private long after;
        private int read;

        Batch(ScanBelt<List<ShopCart>, ?> belt, long after) {
            this.belt = belt;
            this.after = after;
        }

        void take(ShopCart row) {
            read++;
            after = row.id();
            rows.add(row);
            bytes += row.length();
            if (bytes > STEP_BYTES) {
                flush();
            }
        }

        void flush() {
            if (!rows.isEmpty()) {
                belt.put(rows);
                rows = new ArrayList<>();
                bytes = 0;
            }
        }
    }
}
