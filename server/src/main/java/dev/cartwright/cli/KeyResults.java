package dev.cartwright.cli;

import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Keys;
import java.util.List;
import java.util.stream.Collectors;

/// What came of an act on a key, in sentences.
final class KeyResults {
    private KeyResults() {}

    /// @throws CommandFailure when it was not done
    static KeyOutcome.Done done(long id, KeyOutcome outcome) {
        return switch (outcome) {
            case KeyOutcome.Done done -> done;
            case KeyOutcome.NotDone not -> throw failure(id, not);
        };
    }

    static CommandFailure failure(long id, KeyOutcome.NotDone not) {
        return switch (not) {
            case KeyOutcome.Refused(var faults) -> refused(faults);
            case KeyOutcome.Conflict(var conflict) ->
                    new CommandFailure("Key %d: %s".formatted(id, conflict.text()));
            case KeyOutcome.Unknown() -> ApiShow.unknown(id);
        };
    }

    /// What was typed cannot be meant.
    static CommandFailure refused(List<Keys.Fault> faults) {
        return CommandFailure.wrongUsage(
                faults.stream().map(Keys.Fault::text).collect(Collectors.joining(" ")));
    }
}
