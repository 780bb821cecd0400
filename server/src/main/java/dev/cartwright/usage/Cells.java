package dev.cartwright.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A short list that many read and add to, and nobody waits for: it is replaced as a whole.
final class Cells<T> {
    private final AtomicReference<List<T>> cells = new AtomicReference<>(List.of());

    List<T> all() {
        return Objects.requireNonNull(cells.get());
    }

    /// The one that is wanted; a new one when there is none.
    T find(Predicate<T> wanted, Supplier<T> maker) {
        while (true) {
            List<T> known = all();
            for (T cell : known) {
                if (wanted.test(cell)) {
                    return cell;
                }
            }
            T fresh = maker.get();
            var more = new ArrayList<T>(known.size() + 1);
            more.addAll(known);
            more.add(fresh);
            if (cells.compareAndSet(known, List.copyOf(more))) {
                return fresh;
            }
        }
    }

    void keepIf(Predicate<T> wanted) {
        cells.updateAndGet(known -> known.stream().filter(wanted).toList());
    }
}
