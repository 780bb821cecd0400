package dev.cartwright.audit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What came of checking the log against its seals.
public sealed interface Verification {
    Extent extent();

    /// Every sealed entry is as it was sealed, and none is missing or added.
    record Intact(Extent extent) implements Verification {}

    /// @param findings of the entries and seals that are not as they were
    /// @param more whether there are more than are listed
    record Tampered(Extent extent, List<Finding> findings, boolean more) implements Verification {
        public Tampered {
            findings = List.copyOf(findings);
        }
    }

    /// What was looked at.
    ///
    /// @param unsealed entries that are too young to be sealed
    /// @param damaged how many of the seals do not fit
    /// @param head the newest seal in hex, null when there is none
    record Extent(long entries, long seals, long unsealed, long damaged, @Nullable String head) {}

    /// @param number an entry's sequence, or a seal's number
    record Finding(Kind kind, long number, String message) {}

    enum Kind {
        ENTRY_CHANGED,
        ENTRY_MISSING,
        /// It stands in another entry's place.
        ENTRY_MOVED,
        /// No seal knows it: it was put in later, or its seal is gone.
        ENTRY_ADDED,
        SEAL_CHANGED,
        SEAL_MISSING,
        /// It does not hold on to the seal that stands before it.
        SEAL_UNLINKED,
        /// The given head is not there: the end of the log is gone.
        CUT_OFF;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
