package dev.cartwright.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps who was shown whose personal data. Each implementation passes
/// `PersonalDataStoreContract`.
public interface PersonalDataStore {
    /// Adds to what is known of the same key, route, cart, filters and minute.
    void add(List<PersonalDataUse> uses);

    /// Newest first.
    ///
    /// @param keyId null for all
    /// @param since inclusive to the minute, null for all
    /// @param after the last one of the page before, null for the first page
    List<PersonalDataUse> list(
            @Nullable Long keyId,
            @Nullable Instant since,
            @Nullable PersonalDataUse after,
            int limit);
}
