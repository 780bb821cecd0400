package dev.cartwright.access;

import java.util.List;

/// What came of the wish to change a key.
public sealed interface KeyOutcome {
    /// @param before equal to `after` when it was so already
    record Done(ConsumerKey before, ConsumerKey after) implements KeyOutcome {}

    /// What came of the wish for a key in the place of another.
    sealed interface Rolling {}

    /// @param made the new key, with its secret
    /// @param previous the old key as it is now
    record Rolled(NewKey made, ConsumerKey previous) implements Rolling {}

    /// Nothing was changed.
    sealed interface NotDone extends KeyOutcome, Rolling {}

    /// @param faults all there are, at least one
    record Refused(List<Keys.Fault> faults) implements NotDone {
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    record Conflict(KeyConflict conflict) implements NotDone {}

    /// There is no such key.
    record Unknown() implements NotDone {}
}
