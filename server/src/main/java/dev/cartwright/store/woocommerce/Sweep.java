package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.time.Instant;
import java.util.List;

/// Goes through one table of carts from its beginning to its end, part by part, and compares each
/// with the index.
final class Sweep {
    private static final int FEWEST = 50;
    private static final int MOST = 1_000;

    /// A part that takes longer is made smaller.
    private static final long AIM_NANOS = 30_000_000;

    private final CartTable table;
    private final ShopCarts carts;
    private final ShopView view;
    private final ShopChanges changes;
    private final IndexProgress progress;
    private long after;
    private int rows = 200;

    Sweep(
            CartTable table,
            ShopCarts carts,
            ShopView view,
            ShopChanges changes,
            IndexProgress progress) {
        this.table = table;
        this.carts = carts;
        this.view = view;
        this.changes = changes;
        this.progress = progress;
    }

    void begin() {
        progress.clock(table).again();
        after = 0;
    }

    /// The next part.
    ///
    /// @return whether it was the table's last
    boolean step() {
        Instant begun = view.moment();
        long started = System.nanoTime();
        List<ShopMark> marks = carts.marks(table, after, rows, view.salt());
        long spent = System.nanoTime() - started;
        boolean last = marks.size() < rows;
        long upTo = last ? Long.MAX_VALUE : marks.getLast().id();
        ShopChanges.Part part = changes.compare(table, after, upTo, marks);
        boolean ended = false;
        if (part.whole()) { // else the next step looks at the same part again
            progress.clock(table).swept(part.upTo(), begun);
            ended = part.upTo() == Long.MAX_VALUE;
            after = ended ? 0 : part.upTo();
        }
        if (spent > 2 * AIM_NANOS) {
            rows = Math.max(FEWEST, rows / 2);
        } else if (spent < AIM_NANOS / 2) {
            rows = Math.min(MOST, rows * 2);
        }
        return ended;
    }
}
