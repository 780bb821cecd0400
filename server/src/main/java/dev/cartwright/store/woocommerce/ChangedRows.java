package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the binary log has told and nobody has looked at yet. One thread fills it and another takes
/// from it. It holds numbers and keys, never contents, and not many.
final class ChangedRows {
    private final int most;
    private final Map<CartTable, Set<Long>> rows = new EnumMap<>(CartTable.class);
    private final Set<String> keys = new LinkedHashSet<>();
    private @Nullable LogPosition position;
    private String file = "";
    private String firstFile = "";
    private @Nullable String gap;
    private boolean restructured;

    /// @param rows numbers by table
    /// @param keys of rows whose number was not told
    /// @param position everything in front of it has been told by now; null when it is not known,
    ///     or more is waiting
    /// @param file which one that is in, see [LogMark#file]
    /// @param firstFile the one that reading began in, empty before it began
    /// @param gap why something may be missing, null when nothing is
    /// @param restructured whether the tables may have other columns now
    record Taken(
            Map<CartTable, List<Long>> rows,
            List<String> keys,
            @Nullable LogPosition position,
            String file,
            String firstFile,
            @Nullable String gap,
            boolean restructured) {
        boolean isEmpty() {
            return rows.values().stream().allMatch(List::isEmpty) && keys.isEmpty();
        }
    }

    /// @param most that are kept; what comes on top is left to the sweep
    ChangedRows(int most) {
        this.most = most;
        for (CartTable table : CartTable.values()) {
            rows.put(table, new LinkedHashSet<>());
        }
    }

    synchronized void row(CartTable table, long id) {
        Set<Long> ids = rows.get(table);
        if (ids != null && ids.add(id)) {
            bound();
        }
    }

    /// The tables share their keys.
    synchronized void key(CartTable table, String key) {
        if (keys.add(key)) {
            bound();
        }
    }

    private void bound() {
        int waiting = keys.size();
        for (Set<Long> ids : rows.values()) {
            waiting += ids.size();
        }
        if (waiting > most) {
            forgetRows();
            gap("more than %d carts changed at once".formatted(most));
        }
    }

    private void forgetRows() {
        rows.values().forEach(Set::clear);
        keys.clear();
    }

    /// Something changed, and nobody knows which rows.
    synchronized void gap(String why) {
        if (gap == null) {
            gap = why;
        }
    }

    synchronized void restructured() {
        restructured = true;
    }

    synchronized void at(LogPosition read) {
        position = read;
    }

    synchronized void inFile(String which) {
        file = which;
        if (firstFile.isEmpty()) {
            firstFile = which;
        }
    }

    /// The oldest ones, so many of each table at most.
    synchronized Taken take(int atMost) {
        Map<CartTable, List<Long>> some = new EnumMap<>(CartTable.class);
        boolean rest = false;
        for (Map.Entry<CartTable, Set<Long>> ids : rows.entrySet()) {
            some.put(ids.getKey(), first(ids.getValue(), atMost));
            rest |= !ids.getValue().isEmpty();
        }
        List<String> someKeys = first(keys, atMost);
        rest |= !keys.isEmpty();
        var taken =
                new Taken(
                        some, someKeys, rest ? null : position, file, firstFile, gap, restructured);
        gap = null;
        restructured = false;
        return taken;
    }

    private static <T> List<T> first(Set<T> all, int atMost) {
        List<T> first = all.stream().limit(atMost).toList();
        Iterator<T> taken = all.iterator();
        for (int i = 0; i < first.size(); i++) {
            taken.next();
            taken.remove();
        }
        return first;
    }
}
