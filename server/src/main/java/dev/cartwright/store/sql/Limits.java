package dev.cartwright.store.sql;

/// Up to how many rows one way of finding sessions is taken before another one is better.
///
/// @param few rows that may be fetched one by one and sorted
/// @param many ids from another table whose rows may be fetched one by one, where the store has not
///     far more: for more it is cheaper to read everything
/// @param walk rows looked at in a walk that may find nothing
/// @param lookups the same when the row need not be read, only another table's key
/// @param piece ids read as one text, of which each takes eight to fourteen bytes
record Limits(int few, int many, int walk, int lookups, int piece) {
    static final Limits USUAL = new Limits(5_000, 20_000, 2_000, 60_000, 500_000);

    /// Fetching one row takes as long as reading so many of them.
    private static final int READ_MEANWHILE = 40;

    /// Up to how many rows it is cheaper to fetch them one by one than to read all.
    long many(long all) {
        return Math.max(many, all / READ_MEANWHILE);
    }
}
