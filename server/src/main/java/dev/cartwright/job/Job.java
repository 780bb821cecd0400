package dev.cartwright.job;

import java.util.List;

/// Something that is done again and again. It may be run at any time and more often than its
/// schedule says: a second run finds nothing left to do.
public interface Job {
    /// Lower case with hyphens; never changes, since runs are kept under it.
    String name();

    Schedule schedule();

    /// @param dryRun whether it only tells what it would do
    /// @return what was done, a line each, without secrets; empty for nothing
    List<String> run(boolean dryRun);
}
