package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyStatus;
import dev.cartwright.usage.UsageReport;
import dev.cartwright.wire.ConsumerKeyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `api show`: one consumer key, without its secret.
@Command(
        name = "show",
        description = "Show one consumer key; its secret is never shown.",
        footer = {"", "Example:", "  cartwright api show 3"})
final class ApiShow extends StoreCommand {
    @Parameters(paramLabel = "ID", description = "The key's number, as 'api list' shows it.")
    private long id;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ApiShow(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        ConsumerKey key = installation.keys().find(id).orElseThrow(() -> unknown(id));
        KeyStatus status = status(key, installation);
        if (json) {
            context.json().line(console().bytes(), out -> ConsumerKeyJson.write(key, status, out));
            return DONE;
        }
        var details = new KeyDetails(console(), context.clock().instant());
        details.print(key, status, installation.users());
        if (key.state().rolled() != null) {
            details.recent(new UsageReport(installation.usage(), context.clock()).lately(id));
        }
        return DONE;
    }

    static CommandFailure unknown(long id) {
        return new CommandFailure(
                "There is no key %d; 'cartwright api list --all' shows what there is."
                        .formatted(id));
    }
}
