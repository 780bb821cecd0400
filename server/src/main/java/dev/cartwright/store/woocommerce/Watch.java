package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Looks every second for what is likely to have changed: rows with new numbers, and, where an
/// index makes it cheap, rows whose expiry was pushed just now.
final class Watch {
    /// Seconds by which clocks may differ, and for which a transaction may lie about.
    static final long SLACK = 5;

    /// Numbers are given before they can be seen, so the last ones are looked at again.
    private static final int OVERLAP = 32;

    private static final int LIMIT = 500;

    private final ShopCarts carts;
    private final ShopView view;
    private final ShopChanges changes;
    private final IndexProgress progress;
    private final Lifetimes lifetimes;
    private final Map<CartTable, Long> newest = new EnumMap<>(CartTable.class);
    private long lookedAt;

    Watch(
            ShopCarts carts,
            ShopView view,
            ShopChanges changes,
            IndexProgress progress,
            Lifetimes lifetimes) {
        this.carts = carts;
        this.view = view;
        this.changes = changes;
        this.progress = progress;
        this.lifetimes = lifetimes;
    }

    /// What is there already is for the sweep.
    void begin() {
        for (CartTable table : CartTable.values()) {
            long last = carts.lastId(table);
            newest.put(table, last);
            progress.watched(table, last);
        }
        progress.watchedAt(view.now());
        lookedAt = view.now().getEpochSecond() - SLACK;
    }

    /// @param followed whether pushed expiries are told by other means
    /// @return how many were found changed
    int look(boolean followed) {
        Instant now = view.now();
        int found = 0;
        for (CartSql sql : carts.layouts().all()) {
            found += newRows(sql.table());
            if (sql.layout().expiryIndexed() && !followed) {
                found += pushed(sql.table(), now.getEpochSecond());
            }
        }
        lookedAt = now.getEpochSecond();
        progress.watchedAt(now);
        return found;
    }

    private int newRows(CartTable table) {
        long last = newest.getOrDefault(table, 0L);
        int found = 0;
        List<ShopMark> marks;
        long after = Math.max(0, last - OVERLAP);
        do {
            marks = carts.marks(table, after, LIMIT, view.salt());
            found += changes.compare(table, marks);
            if (!marks.isEmpty()) {
                after = marks.getLast().id();
                last = Math.max(last, after);
                newest.put(table, last);
            }
        } while (marks.size() == LIMIT);
        progress.watched(table, last);
        return found;
    }

    /// Whoever was active since the last look has an expiry one life away from that time.
    private int pushed(CartTable table, long now) {
        int found = 0;
        for (long life : lifetimes.of(table)) {
            long from = lookedAt + life - SLACK;
            long to = now + life + SLACK;
            List<ShopMark> marks = carts.expiring(table, from, to, LIMIT, view.salt());
            found += changes.compare(table, marks);
        }
        return found;
    }
}
