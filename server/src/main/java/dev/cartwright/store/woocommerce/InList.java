package dev.cartwright.store.woocommerce;

import java.util.ArrayList;
import java.util.List;

/// Values for an `IN (…)` in a few lengths only. Each length is a statement of its own, which every
/// connection keeps prepared on the shop's server.
final class InList {
    private static final int[] LENGTHS = {1, 8, 32, 100, 250, 500};

    private InList() {}

    /// With the last one repeated, which finds nothing more.
    ///
    /// @param values not empty
    static <T> List<T> padded(List<T> values) {
        int length = values.size();
        for (int wanted : LENGTHS) {
            if (wanted >= length) {
                var padded = new ArrayList<T>(wanted);
                padded.addAll(values);
                while (padded.size() < wanted) {
                    padded.add(values.getLast());
                }
                return List.copyOf(padded);
            }
        }
        return values;
    }
}
