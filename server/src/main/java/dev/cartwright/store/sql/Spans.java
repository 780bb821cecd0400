package dev.cartwright.store.sql;

/// How a range of numbers is cut into spans in which sessions are counted. The migrations that made
/// the counts cut as is done here.
enum Spans {
    /// Of seconds; a span's name is its number.
    HOURS("hour") {
        @Override
        long of(long value) {
            return Math.floorDiv(value, HOUR);
        }

        @Override
        long last(long span) {
            return span * HOUR + HOUR - 1;
        }
    },

    /// Of totals at their fixed scale; a span's name is its first one. A tenth of a unit up to a
    /// hundred, then three digits: so there are few, each holds few carts, and a border that people
    /// ask for lies at the end of one. All below zero are one span.
    TOTALS("start") {
        @Override
        long of(long value) {
            return value < 0 ? BELOW_ZERO : value - value % width(value);
        }

        @Override
        long last(long span) {
            if (span == BELOW_ZERO) {
                return -1;
            }
            long last = span + width(span) - 1;
            return last < 0 ? Long.MAX_VALUE : last;
        }
    };

    private static final long HOUR = 3_600;
    private static final long BELOW_ZERO = -1;
    private static final long FIRST_WIDTH = 100_000;
    private static final long SPANS_IN_A_DECADE = 1_000;
    private static final long LAST_WIDTH = 10_000_000_000_000_000L;

    private final String column;

    Spans(String column) {
        this.column = column;
    }

    /// The column that names a span.
    String column() {
        return column;
    }

    /// In which one the number lies.
    abstract long of(long value);

    /// The greatest number in it.
    abstract long last(long span);

    private static long width(long total) {
        long width = FIRST_WIDTH;
        while (width < LAST_WIDTH && total >= width * SPANS_IN_A_DECADE) {
            width *= 10;
        }
        return width;
    }
}
