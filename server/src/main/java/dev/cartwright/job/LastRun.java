package dev.cartwright.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a job last ran.
///
/// @param ended null while it runs
/// @param failed whether it ended with an error; what was done before that stays done
/// @param report what it did, a line each; of a failed run, why
public record LastRun(
        Instant started, @Nullable Instant ended, boolean failed, List<String> report) {
    public LastRun {
        report = List.copyOf(report);
    }
}
