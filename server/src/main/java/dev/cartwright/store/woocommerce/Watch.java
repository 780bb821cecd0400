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
    private static final int PAGES = 20;

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
    void look(boolean followed) {
        Instant now = view.now();
        for (CartSql sql : carts.layouts().all()) {
            newRows(sql.table());
            if (sql.layout().expiryIndexed() && !followed) {
                pushed(sql.table(), now.getEpochSecond());
            }
        }
        lookedAt = now.getEpochSecond();
        progress.watchedAt(now);
    }

    private void newRows(CartTable table) {
        long last = newest.getOrDefault(table, 0L);
        long after = Math.max(0, last - OVERLAP);
        List<ShopMark> marks = carts.marks(table, after, LIMIT, view.salt());
        if (last > 0 && (marks.isEmpty() || marks.getLast().id() < last)) {
            after = beginning(table, after, marks);
            marks = carts.marks(table, after, LIMIT, view.salt());
            progress.watched(table, after);
            last = after;
        }
        while (true) {
            changes.compare(table, marks);
            if (!marks.isEmpty()) {
                after = marks.getLast().id();
                last = Math.max(last, after);
                newest.put(table, last);
            }
            if (marks.size() < LIMIT) {
                break;
            }
            marks = carts.marks(table, after, LIMIT, view.salt());
        }
        newest.put(table, last);
        progress.watched(table, last);
    }

    /// The newest row is gone. When all that were looked at are, the table may have been emptied,
    /// and its numbers begin anew.
    private long beginning(CartTable table, long after, List<ShopMark> marks) {
        return marks.isEmpty() ? Math.max(0, carts.lastId(table) - LIMIT) : after;
    }

    /// Whoever was active since the last look has an expiry one life away from that time.
    private void pushed(CartTable table, long now) {
        for (long life : lifetimes.of(table)) {
            pushed(table, lookedAt + life - SLACK, now + life + SLACK);
        }
    }

    /// What is behind the last page is for the sweep.
    private void pushed(CartTable table, long from, long to) {
        long second = from;
        long after = 0;
        for (int page = 0; page < PAGES; page++) {
            List<ShopMark> marks = carts.expiring(table, second, after, to, LIMIT, view.salt());
            changes.compare(table, marks);
            if (marks.size() < LIMIT) {
                return;
            }
            second = marks.getLast().expiry();
            after = marks.getLast().id();
        }
    }
}
