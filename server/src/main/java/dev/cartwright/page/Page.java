package dev.cartwright.page;

import java.util.List;
import java.util.Optional;

/// One slice of a list.
///
/// @param total rows in the whole list, also on a page past its end
/// @param previous where the page before this one ends; empty on the first
/// @param next where the page behind this one begins; empty on the last
public record Page<T>(
        List<T> rows, long total, Optional<Position> previous, Optional<Position> next) {
    public Page {
        rows = List.copyOf(rows);
    }
}
