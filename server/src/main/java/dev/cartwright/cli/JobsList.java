package dev.cartwright.cli;

import dev.cartwright.job.JobState;
import dev.cartwright.job.LastRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/// `jobs list`: what runs by itself, and how it went.
@Command(
        name = "list",
        description = "List what a server does at set times, and how it went the last time.",
        footer = {"", "Example:", "  cartwright jobs list"})
final class JobsList extends StoreCommand {
    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    JobsList(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        List<JobState> jobs = installation.jobs().list();
        if (json) {
            context.json()
                    .line(
                            console().bytes(),
                            out -> {
                                out.writeStartArray();
                                jobs.forEach(job -> write(job, out));
                                out.writeEndArray();
                            });
            return DONE;
        }
        var table = new Table("Name", "Schedule", "Last run", "Outcome", "Next run");
        for (JobState job : jobs) {
            LastRun last = job.last();
            Instant next = job.next();
            table.row(
                    job.name(),
                    job.schedule(),
                    last == null ? "never" : Moments.show(last.started()),
                    outcome(last),
                    next == null ? "once a server runs" : Moments.show(next));
        }
        table.print(console());
        return DONE;
    }

    private static String outcome(@Nullable LastRun last) {
        if (last == null) {
            return "-";
        }
        if (last.ended() == null) {
            return "running";
        }
        if (last.failed()) {
            return "failed: " + String.join(" ", last.report());
        }
        int lines = last.report().size();
        return lines == 0 ? "nothing to do" : lines + (lines == 1 ? " thing done" : " things done");
    }

    private static void write(JobState job, JsonGenerator out) {
        LastRun last = job.last();
        out.writeStartObject();
        out.writeStringProperty("name", job.name());
        out.writeStringProperty("schedule", job.schedule());
        out.writeName("last_run");
        if (last == null) {
            out.writeNull();
        } else {
            out.writeStartObject();
            out.writeStringProperty("started", Moments.precise(last.started()));
            time("ended", last.ended(), out);
            out.writeStringProperty(
                    "outcome",
                    last.ended() == null ? "running" : last.failed() ? "failed" : "done");
            JobsRun.report(last.report(), out);
            out.writeEndObject();
        }
        time("next_run", job.next(), out);
        out.writeEndObject();
    }

    private static void time(String name, @Nullable Instant moment, JsonGenerator out) {
        if (moment == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, Moments.precise(moment));
        }
    }
}
