package dev.cartwright.store.sql;

/// Up to how many rows one way of finding sessions is taken before another one is better.
///
/// @param few rows that may be fetched one by one and sorted
/// @param many ids from another table whose rows may be fetched one by one; for more it is cheaper
///     to read everything
/// @param walk rows looked at in a walk that may find nothing
/// @param lookups the same when the row need not be read, only another table's key
record Limits(int few, int many, int walk, int lookups) {
    static final Limits USUAL = new Limits(5_000, 150_000, 20_000, 60_000);
}
