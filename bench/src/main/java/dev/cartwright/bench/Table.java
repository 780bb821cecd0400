package dev.cartwright.bench;

import java.util.ArrayList;
import java.util.List;

/// The result as a Markdown table, printed row by row as it comes to be known.
final class Table {
    private final List<String> rows = new ArrayList<>();

    Table() {
        add("| what | measured | goal | |");
        add("|---|---|---|---|");
    }

    void row(String what, String measured, String goal, boolean reached) {
        add(
                "| %s | %s | %s | %s |"
                        .formatted(what, measured, goal, reached ? "reached" : "**missed**"));
    }

    void fact(String what, String measured) {
        add("| %s | %s | | |".formatted(what, measured));
    }

    private void add(String row) {
        rows.add(row);
        System.out.println(row);
    }

    String markdown() {
        return String.join("\n", rows) + "\n";
    }
}
