package dev.cartwright.store.sql;

/// Up to how many rows one way of finding sessions is taken before another one is better.
///
/// @param few rows that may be fetched one by one and sorted
/// @param many ids from another table that may be fetched one by one; more are cheaper to test
/// @param walk rows looked at in a walk that may find nothing
/// @param lookups the same when the row need not be read, only another table's key
/// @param highestId up to which ids are gathered, a bit for each
record Limits(int few, int many, int walk, int lookups, long highestId) {
    /// 32 million ids take 4 MiB.
    static final Limits USUAL = new Limits(5_000, 300_000, 20_000, 60_000, 1L << 25);
}
