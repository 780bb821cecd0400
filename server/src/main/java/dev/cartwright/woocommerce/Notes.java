package dev.cartwright.woocommerce;

import java.util.ArrayList;
import java.util.List;

/// Collects what a report tells, the first hundred in full.
final class Notes {
    static final int MAX = 100;

    private final List<ImportReport.Note> kept = new ArrayList<>();
    private long omitted;

    /// @param row which one it is about, without any contents; empty for the whole table
    void add(String table, String row, String text) {
        if (kept.size() < MAX) {
            kept.add(new ImportReport.Note(table, row, text));
        } else {
            omitted++;
        }
    }

    List<ImportReport.Note> kept() {
        return List.copyOf(kept);
    }

    long omitted() {
        return omitted;
    }
}
