package dev.cartwright.usage;

import java.util.List;

/// Keeps how keys were used. Each implementation passes `UsageStoreContract`.
///
/// Several servers may add to one store: counts add up, and of two last uses the later one stays.
public interface UsageStore {
    /// All of it or nothing. Where the key itself is kept beside, its last access is noted too, and
    /// nobody is told that the key has changed.
    void add(List<UsageDelta> deltas);

    /// Nothing for a key that was never used.
    ///
    /// @param fromDay the first that counts
    /// @param fromMinute the first that counts
    StoredUsage read(long keyId, long fromDay, long fromMinute);

    /// Forgets what is older.
    ///
    /// @param firstDay the first that stays
    /// @param firstMinute the first that stays
    /// @param atMost rows to forget of days and of minutes, so that nobody waits for long
    /// @return whether there may be more
    boolean forget(long firstDay, long firstMinute, int atMost);
}
