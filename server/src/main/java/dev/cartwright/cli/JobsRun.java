package dev.cartwright.cli;

import dev.cartwright.job.JobState;
import dev.cartwright.job.Jobs.Outcome;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/// `jobs run`: does at once what a server does at set times.
@Command(
        name = "run",
        description = "Run a job now, whether or not a server runs.",
        footer = {
            "",
            "Examples:",
            "  cartwright jobs run unused-keys --dry-run",
            "  cartwright jobs run unused-keys"
        })
final class JobsRun extends StoreCommand {
    @Parameters(paramLabel = "NAME", description = "The job, as 'jobs list' shows it.")
    private String name = "";

    @Option(names = "--dry-run", description = "Only tell what it would do.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    JobsRun(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        List<String> report =
                switch (installation.jobs().run(name, dryRun)) {
                    case Outcome.Done(var lines) -> lines;
                    case Outcome.Failed(var cause) ->
                            throw new CommandFailure(
                                    "The job failed: %s.".formatted(cause.getMessage()), cause);
                    case Outcome.Running() ->
                            throw new CommandFailure(
                                    "The job '%s' runs just now; try again later.".formatted(name));
                    case Outcome.Unknown() -> throw unknown(installation);
                };
        if (!dryRun && !report.isEmpty()) {
            installation.awaitServers();
        }
        if (json) {
            json(report);
        } else {
            print(report);
        }
        return DONE;
    }

    private CommandFailure unknown(Installation installation) {
        String known =
                installation.jobs().list().stream()
                        .map(JobState::name)
                        .collect(Collectors.joining(", "));
        return new CommandFailure("There is no job '%s'; the jobs are %s.".formatted(name, known));
    }

    private void print(List<String> report) {
        report.forEach(console()::line);
        if (report.isEmpty()) {
            console().line("Nothing to do.");
        } else if (dryRun) {
            console().line("Nothing was changed: this was a dry run.");
        }
    }

    private void json(List<String> report) {
        context.json()
                .line(
                        console().bytes(),
                        out -> {
                            out.writeStartObject();
                            out.writeStringProperty("name", name);
                            out.writeBooleanProperty("dry_run", dryRun);
                            report(report, out);
                            out.writeEndObject();
                        });
    }

    static void report(List<String> report, JsonGenerator out) {
        out.writeArrayPropertyStart("report");
        report.forEach(out::writeString);
        out.writeEndArray();
    }
}
