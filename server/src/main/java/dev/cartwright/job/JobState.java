package dev.cartwright.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a job.
///
/// @param last null when it never ran
/// @param next null until a server has been started
public record JobState(
        String name, String schedule, @Nullable LastRun last, @Nullable Instant next) {}
