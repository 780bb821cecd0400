package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionIndex.Known;
import dev.cartwright.session.SessionIndex.Mark;
import dev.cartwright.woocommerce.CartTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares parts of a shop's table with the index, and mends the index.
final class ShopChanges {
    /// Rows that are read whole at a time.
    private static final int TOGETHER = 32;

    /// Rows that are asked for by their numbers at a time.
    private static final int ROWS = 100;

    private final ShopCarts carts;
    private final ShopView view;
    private final SessionIndex index;
    private final KeyGuards guards;
    private final IndexProgress progress;
    private final Lifetimes lifetimes;

    ShopChanges(
            ShopCarts carts,
            ShopView view,
            SessionIndex index,
            KeyGuards guards,
            IndexProgress progress,
            Lifetimes lifetimes) {
        this.carts = carts;
        this.view = view;
        this.index = index;
        this.guards = guards;
        this.progress = progress;
        this.lifetimes = lifetimes;
    }

    /// Some rows, wherever they lie in the table.
    ///
    /// @return how many were not in the index as they are
    int compare(CartTable table, List<ShopMark> marks) {
        Map<CartKey, ShopMark> byKey = byKey(marks);
        if (byKey.isEmpty()) {
            return 0;
        }
        Map<CartKey, Long> guarded = guards.marks(byKey.keySet());
        for (Known known : index.known(List.copyOf(byKey.keySet()))) {
            ShopMark mark = byKey.get(known.session().key());
            boolean same =
                    mark != null
                            && known.fingerprint().equals(mark.fingerprint())
                            && known.origin().equals(table.origin());
            if (same) {
                byKey.remove(known.session().key());
            }
        }
        return take(table, byKey, guarded);
    }

    /// A whole part of the table.
    ///
    /// @param after the part's rows have greater numbers
    /// @param upTo the part's last number
    /// @param marks all rows of the part
    int compare(CartTable table, long after, long upTo, List<ShopMark> marks) {
        Map<CartKey, ShopMark> changed = byKey(marks);
        Map<CartKey, Long> guarded = guards.marks(changed.keySet());
        Map<CartKey, Long> gone = new LinkedHashMap<>();
        for (Mark mark : indexed(table, after, upTo)) {
            sort(table, mark, changed, gone);
        }
        int taken = take(table, changed, guarded);
        gone.keySet().removeAll(changed.keySet());
        return taken + vanished(gone);
    }

    /// @param mark of the index
    /// @param changed what is there, by key; what is there unchanged is taken out
    /// @param gone what is not there under that number
    private void sort(
            CartTable table, Mark mark, Map<CartKey, ShopMark> changed, Map<CartKey, Long> gone) {
        ShopMark there = changed.get(mark.key());
        if (there == null || table.sessionId(there.id()) != mark.rowId()) {
            gone.put(mark.key(), guards.mark(mark.key()));
        } else if (there.fingerprint().equals(mark.fingerprint())) {
            changed.remove(mark.key());
        }
    }

    /// Rows of which something is known to have happened: they may be new, changed or gone.
    ///
    /// @return how many were not in the index as they are
    int compareRows(CartTable table, List<Long> ids) {
        int found = 0;
        for (int from = 0; from < ids.size(); from += ROWS) {
            found += compareSome(table, ids.subList(from, Math.min(from + ROWS, ids.size())));
        }
        return found;
    }

    private int compareSome(CartTable table, List<Long> ids) {
        Map<CartKey, ShopMark> changed = byKey(carts.marks(table, ids, view.salt()));
        Map<CartKey, Long> guarded = guards.marks(changed.keySet());
        Map<CartKey, Long> gone = new LinkedHashMap<>();
        for (long id : ids) {
            indexed(table, id).ifPresent(mark -> sort(table, mark, changed, gone));
        }
        int taken = take(table, changed, guarded);
        gone.keySet().removeAll(changed.keySet());
        return taken + vanished(gone);
    }

    /// As the index has the row with this number.
    private Optional<Mark> indexed(CartTable table, long id) {
        long number = table.sessionId(id);
        return number == 0
                ? Optional.empty()
                : index.marks(table.origin(), number - 1, 1).stream()
                        .filter(mark -> mark.rowId() == number)
                        .findFirst();
    }

    /// The same, by the carts' keys.
    void compareKeys(List<String> keys) {
        List<CartKey> known = keys.stream().flatMap(key -> CartKey.parse(key).stream()).toList();
        for (int from = 0; from < known.size(); from += TOGETHER) {
            view.find(known.subList(from, Math.min(from + TOGETHER, known.size())));
        }
    }

    private List<Mark> indexed(CartTable table, long after, long upTo) {
        long from = table.sessionId(1) - 1 + after;
        long to = upTo == Long.MAX_VALUE ? upTo : table.sessionId(1) - 1 + upTo;
        var marks = new ArrayList<Mark>();
        while (true) {
            List<Mark> some = index.marks(table.origin(), from, 1_000);
            for (Mark mark : some) {
                if (mark.rowId() > to) {
                    return marks;
                }
                marks.add(mark);
            }
            if (some.size() < 1_000) {
                return marks;
            }
            from = some.getLast().rowId();
        }
    }

    private static Map<CartKey, ShopMark> byKey(List<ShopMark> marks) {
        Map<CartKey, ShopMark> byKey = new LinkedHashMap<>();
        for (ShopMark mark : marks) {
            CartKey.parse(mark.key()).ifPresent(key -> byKey.put(key, mark));
        }
        return byKey;
    }

    private int take(CartTable table, Map<CartKey, ShopMark> changed, Map<CartKey, Long> guarded) {
        if (changed.isEmpty()) {
            return 0;
        }
        Set<CartKey> shadowed =
                table == CartTable.COCART
                        ? Set.of()
                        : carts.present(CartTable.COCART, changed.keySet());
        List<Long> ids =
                changed.entrySet().stream()
                        .filter(entry -> !shadowed.contains(entry.getKey()))
                        .map(entry -> entry.getValue().id())
                        .toList();
        int taken = 0;
        for (int from = 0; from < ids.size(); from += TOGETHER) {
            var seen = new ArrayList<ShopView.Seen>();
            carts.rows(
                    table,
                    ids.subList(from, Math.min(from + TOGETHER, ids.size())),
                    view.salt(),
                    row -> {
                        CartKey key = CartKey.parse(row.key()).orElse(null);
                        Long mark = key == null ? null : guarded.get(key);
                        if (key != null && mark != null) {
                            seen.add(new ShopView.Seen(key, row, mark));
                            boolean isNew = progress.isNew(row, view.now());
                            lifetimes.saw(table, row.expiry(), view.now(), isNew);
                        }
                    });
            taken += view.see(seen).size();
        }
        return taken;
    }

    /// A key may have come again, under another number or in the other table.
    private int vanished(Map<CartKey, Long> gone) {
        if (gone.isEmpty()) {
            return 0;
        }
        List<CartKey> keys = List.copyOf(gone.keySet());
        view.find(keys); // forgets those that are nowhere
        return keys.size();
    }
}
