package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionIndex.Known;
import dev.cartwright.session.SessionIndex.Mark;
import dev.cartwright.woocommerce.CartTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;

/// Compares parts of a shop's table with the index, and mends the index.
final class ShopChanges {
    /// Rows that are read whole at a time.
    private static final int TOGETHER = 32;

    /// Rows that are asked for by their numbers at a time.
    private static final int ROWS = 100;

    /// Entries of the index that are compared at a time.
    private static final int PAGE = 1_000;

    /// Very many rows may vanish at once: what is behind so many pages is another part.
    private static final int PAGES = 8;

    /// Keys that are looked for at a time.
    private static final int KEYS = 500;

    /// What somebody else is at for a moment is read again.
    private static final int ATTEMPTS = 3;

    private final ShopCarts carts;
    private final ShopView view;
    private final SessionIndex index;
    private final KeyGuards guards;
    private final IndexProgress progress;
    private final Lifetimes lifetimes;

    /// How far a comparison came.
    ///
    /// @param upTo the last number that was compared
    /// @param whole false when the index could not be told of everything, so that it has to be
    ///     looked at again
    record Part(long upTo, boolean whole) {}

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
    /// @return false when the index could not be told of everything
    boolean compare(CartTable table, List<ShopMark> marks) {
        Map<CartKey, ShopMark> byKey = byKey(marks);
        if (byKey.isEmpty()) {
            return true;
        }
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
        return take(table, byKey);
    }

    /// A part of the table from behind a number on; less of it where very many rows have vanished.
    ///
    /// @param after the part's rows have greater numbers
    /// @param upTo the part's last number
    /// @param marks all rows of the part
    Part compare(CartTable table, long after, long upTo, List<ShopMark> marks) {
        Map<CartKey, ShopMark> changed = byKey(marks);
        // the first part has what never got a place behind another
        long from = after == 0 ? -1 : table.sessionId(after);
        long to = upTo == Long.MAX_VALUE ? upTo : table.sessionId(upTo);
        boolean whole = true;
        for (int page = 1; ; page++) {
            List<Mark> some = index.marks(table.origin(), from, PAGE);
            List<Mark> within = some.stream().filter(mark -> mark.rowId() <= to).toList();
            whole &= vanished(compare(table, within, changed));
            if (some.size() < PAGE || within.size() < some.size()) {
                return new Part(upTo, take(table, changed) && whole);
            }
            from = some.getLast().rowId();
            if (page == PAGES) {
                long reached = table.rowId(from);
                changed.values().removeIf(mark -> mark.id() > reached);
                return new Part(reached, take(table, changed) && whole);
            }
        }
    }

    /// @param changed what is there, by key; what is there unchanged is taken out
    /// @return what is not there
    private static List<CartKey> compare(
            CartTable table, List<Mark> indexed, Map<CartKey, ShopMark> changed) {
        var gone = new ArrayList<CartKey>();
        for (Mark mark : indexed) {
            ShopMark there = changed.get(mark.key());
            if (there == null) {
                gone.add(mark.key());
            } else if (table.sessionId(there.id()) == mark.rowId()
                    && there.fingerprint().equals(mark.fingerprint())) {
                changed.remove(mark.key());
            }
        }
        return gone;
    }

    /// Rows of which something is known to have happened: they may be new, changed or gone.
    ///
    /// @return false when the index could not be told of everything
    boolean compareRows(CartTable table, List<Long> ids) {
        boolean whole = true;
        for (List<Long> some : chunks(ids, ROWS)) {
            Map<CartKey, ShopMark> changed = byKey(carts.marks(table, some, view.salt()));
            List<Mark> indexed = some.stream().flatMap(id -> indexed(table, id).stream()).toList();
            whole &= vanished(compare(table, indexed, changed));
            whole &= take(table, changed);
        }
        return whole;
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
    boolean compareKeys(List<String> keys) {
        return vanished(keys.stream().flatMap(key -> CartKey.parse(key).stream()).toList());
    }

    private static Map<CartKey, ShopMark> byKey(List<ShopMark> marks) {
        Map<CartKey, ShopMark> byKey = new LinkedHashMap<>();
        for (ShopMark mark : marks) {
            CartKey.parse(mark.key()).ifPresent(key -> byKey.put(key, mark));
        }
        return byKey;
    }

    /// False when the index could not be told of all of them.
    private boolean take(CartTable table, Map<CartKey, ShopMark> changed) {
        if (changed.isEmpty()) {
            return true;
        }
        Set<CartKey> shadowed =
                table == CartTable.COCART
                        ? Set.of()
                        : carts.present(CartTable.COCART, changed.keySet());
        Map<CartKey, ShopMark> open = new LinkedHashMap<>(changed);
        open.keySet().removeAll(shadowed);
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            open.keySet().retainAll(takeOnce(table, open));
        }
        return open.isEmpty();
    }

    private Set<CartKey> takeOnce(CartTable table, Map<CartKey, ShopMark> changed) {
        List<CartKey> keys = List.copyOf(changed.keySet());
        Set<CartKey> missed = new HashSet<>();
        for (List<CartKey> some : chunks(keys, TOGETHER)) {
            List<Long> ids = some.stream().map(changed::get).map(ShopMark::id).toList();
            Map<CartKey, Long> guarded = guards.marks(some);
            var seen = new ArrayList<ShopView.Seen>();
            carts.rows(
                    table,
                    ids,
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
            missed.addAll(view.sight(seen).missed());
        }
        return missed;
    }

    /// A key may have come again, under another number or in the other table. False when the index
    /// could not be told of all of them.
    private boolean vanished(List<CartKey> keys) {
        List<CartKey> open = keys;
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            var missed = new ArrayList<CartKey>();
            for (List<CartKey> some : chunks(open, KEYS)) {
                missed.addAll(view.look(some).missed()); // it forgets those that are nowhere
            }
            open = missed;
        }
        return open.isEmpty();
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        return all.stream().gather(Gatherers.windowFixed(size)).toList();
    }
}
