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
    private static final int STEP = 1_000;

    /// Large carts make smaller steps, so that memory stays bounded.
    private static final long STEP_BYTES = 8L << 20;

    private static final int LOG_EVERY = 100_000;

    private final ShopCarts carts;
    private final ShopPeople people;
    private final ShopView view;
    private final SessionIndex index;
    private final IndexProgress progress;
    private final BooleanSupplier stopped;

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
    }

    /// False when it was stopped.
    boolean run(LiveCarts live) {
        Instant begun = view.now();
        long rows = carts.count(CartTable.COCART) + carts.count(CartTable.WOOCOMMERCE);
        progress.begin(rows);
        LOG.atInfo().addKeyValue("carts", rows).log("building the index of the shop's carts");
        try (SessionIndex.Loading loading = index.load()) {
            for (CartTable table : CartTable.values()) {
                if (!table(table, live, loading)) {
                    return false;
                }
            }
            loading.finish();
        }
        progress.finish(begun);
        LOG.atInfo()
                .addKeyValue("carts", progress.scanned())
                .log("the index of the shop's carts is built");
        return true;
    }

    /// Rows that come later are left to the watch: a key that is deleted and comes again would be
    /// added twice.
    private boolean table(CartTable table, LiveCarts live, SessionIndex.Loading loading) {
        long last = carts.lastId(table);
        long after = 0;
        while (after < last) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            var batch = new Batch(table, live, loading, after);
            carts.rows(table, after, last, STEP, live.salt(), batch::take);
            batch.flush();
            if (batch.read == 0) {
                return true;
            }
            after = batch.after;
            progressed(batch.read);
        }
        return true;
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

    /// Some rows that follow each other.
    private final class Batch {
        private final CartTable table;
        private final LiveCarts live;
        private final SessionIndex.Loading loading;
        private final List<ShopCart> rows = new ArrayList<>();
        private long bytes;
        private long after;
        private int read;

        Batch(CartTable table, LiveCarts live, SessionIndex.Loading loading, long after) {
            this.table = table;
            this.live = live;
            this.loading = loading;
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
            Map<Long, Account> accounts = people.accounts(owners());
            Set<CartKey> shadowed = shadowed();
            // on all cores: to decode takes longer than to read and to write
            List<ImportedSession> sessions =
                    rows.parallelStream()
                            .flatMap(row -> decoded(row, accounts, shadowed).stream())
                            .toList();
            if (!sessions.isEmpty()) {
                loading.add(sessions);
            }
            rows.clear();
            bytes = 0;
        }

        private Optional<ImportedSession> decoded(
                ShopCart row, Map<Long, Account> accounts, Set<CartKey> shadowed) {
            CartKey key = CartKey.parse(row.key()).orElse(null);
            if (key == null || shadowed.contains(key)) {
                return Optional.empty();
            }
            long owner = LiveCarts.owner(key).userId();
            Account account = accounts.getOrDefault(owner, Account.UNKNOWN);
            return row.length() <= ShopCarts.USUAL
                    ? live.summary(row, account, view.now())
                    : view.decode(live, row, account);
        }

        private List<CartKey> keys() {
            return rows.stream().flatMap(row -> CartKey.parse(row.key()).stream()).toList();
        }

        private List<Long> owners() {
            return keys().stream()
                    .map(key -> LiveCarts.owner(key).userId())
                    .filter(id -> id != 0)
                    .distinct()
                    .toList();
        }

        /// What the first table has counts there.
        private Set<CartKey> shadowed() {
            return table == CartTable.COCART ? Set.of() : carts.present(CartTable.COCART, keys());
        }
    }
}
