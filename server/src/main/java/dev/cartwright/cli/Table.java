package dev.cartwright.cli;

import java.util.ArrayList;
import java.util.List;

/// Rows in columns for people to read.
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        row(headings);
    }

    void row(String... cells) {
        rows.add(List.of(cells).stream().map(TerminalText::escape).toList());
    }

    void print(Console console) {
        int[] widths = widths();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                line.repeat(' ', widths[i] - width(row.get(i)) + 2);
            }
            console.line(line.toString().stripTrailing());
        }
    }

    private int[] widths() {
        var widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
