package dev.cartwright.job;

import java.util.List;

/// The jobs of an installation.
public interface Jobs {
    List<JobState> list();

    /// Runs a job now, whatever its schedule says, and notes the run; a dry run is not noted.
    Outcome run(String name, boolean dryRun);

    /// What came of the wish to run a job.
    sealed interface Outcome {
        /// @param report what was done, a line each
        record Done(List<String> report) implements Outcome {
            public Done {
                report = List.copyOf(report);
            }
        }

        record Failed(RuntimeException cause) implements Outcome {}

        /// Another run of it is under way, here or elsewhere.
        record Running() implements Outcome {}

        /// There is no job of this name.
        record Unknown() implements Outcome {}
    }
}
