package dev.cartwright.page;

/// Which slice of a list is wanted.
public sealed interface PageRequest {
    int MAX_SIZE = 1000;

    /// Rows on the page, 1 to 1000.
    int size();

    /// By number, from 1.
    record Numbered(int number, int size) implements PageRequest {
        public Numbered {
            check(size);
            if (number < 1) {
                throw new IllegalArgumentException("page must be at least 1, not " + number);
            }
        }

        /// Rows before this page.
        public long offset() {
            return (number - 1L) * size;
        }
    }

    /// From a place in the list, which costs the same however deep it lies.
    record From(Position position, int size) implements PageRequest {
        public From {
            check(size);
        }
    }

    private static void check(int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "page size must be 1 to %d, not %d".formatted(MAX_SIZE, size));
        }
    }
}
