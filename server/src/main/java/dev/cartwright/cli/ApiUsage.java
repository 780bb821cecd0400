package dev.cartwright.cli;

import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.Usage;
import dev.cartwright.usage.UsageReport;
import dev.cartwright.wire.UsageJson;
import java.time.Instant;
import java.time.ZoneOffset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `api usage`: what one consumer key was used for.
@Command(
        name = "usage",
        description = {
            "Show what a consumer key was used for.",
            "A running server writes its counts once a minute; its most recent calls are only"
                    + " known to the server itself."
        },
        footer = {"", "Example:", "  cartwright api usage 3 --days=7"})
final class ApiUsage extends StoreCommand {
    @Parameters(paramLabel = "ID", description = "The key's number, as 'api list' shows it.")
    private long id;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How many days, today included (1 to 400, default 30).")
    private int days = UsageReport.DEFAULT_DAYS;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ApiUsage(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        if (days < 1 || days > UsageReport.MAX_DAYS) {
            throw CommandFailure.wrongUsage(
                    "--days must be 1 to %d, not %d.".formatted(UsageReport.MAX_DAYS, days));
        }
    }

    @Override
    int run(Installation installation) {
        if (installation.keys().find(id).isEmpty()) {
            throw ApiShow.unknown(id);
        }
        Usage usage = new UsageReport(installation.usage(), context.clock()).of(id, days);
        if (json) {
            context.json().line(console().bytes(), out -> UsageJson.write(usage, out));
            return DONE;
        }
        summary(usage);
        if (usage.calls() > 0) {
            tables(usage);
        }
        return DONE;
    }

    private void summary(Usage usage) {
        LastUse last = usage.last();
        console().line("Calls since %s: %d".formatted(day(usage.since()), usage.calls()));
        console().line("Errors:                 " + usage.errors());
        console().line("Calls in the last hour: " + usage.callsLastHour());
        if (last == null) {
            console().line("Last use:               never");
            return;
        }
        console()
                .line(
                        "Last use:               %s (%s)"
                                .formatted(
                                        Moments.show(last.at()),
                                        Moments.distance(last.at(), context.clock().instant())));
        console().line("From:                   " + TerminalText.escape(last.address()));
        console().line("Client:                 " + TerminalText.escape(last.client()));
    }

    private void tables(Usage usage) {
        var routes = new Table("Method", "Route", "Calls", "Errors");
        for (Usage.OfRoute one : usage.byRoute()) {
            routes.row(one.method(), one.route(), text(one.calls()), text(one.errors()));
        }
        var statuses = new Table("Status", "Calls");
        for (Usage.OfStatus one : usage.byStatus()) {
            statuses.row(text(one.status()), text(one.calls()));
        }
        var perDay = new Table("Day", "Calls", "Errors");
        for (Usage.OfDay one : usage.byDay()) {
            perDay.row(day(one.day()), text(one.calls()), text(one.errors()));
        }
        for (Table table : new Table[] {routes, statuses, perDay}) {
            console().line("");
            table.print(console());
        }
    }

    private static String day(Instant start) {
        return start.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
