package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.wire.ConsumerKeyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `api revoke`: ends a consumer key for good.
@Command(
        name = "revoke",
        description = "Revoke a consumer key. Servers refuse it within a second.",
        footer = {"", "Example:", "  cartwright api revoke 3"})
final class ApiRevoke extends StoreCommand {
    @Parameters(paramLabel = "ID", description = "The key's number, as 'api list' shows it.")
    private long id;

    @Option(names = "--json", description = "Print the revoked key as one JSON object.")
    private boolean json;

    ApiRevoke(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        if (!installation.keys().revoke(id, context.operator())) {
            if (installation.keys().find(id).isEmpty()) {
                throw ApiShow.unknown(id);
            }
            throw new CommandFailure("Key %d was revoked before.".formatted(id));
        }
        installation.awaitServers();
        if (!json) {
            console().line("Key %d is revoked.".formatted(id));
            return DONE;
        }
        ConsumerKey key = installation.keys().find(id).orElseThrow(() -> ApiShow.unknown(id));
        context.json()
                .line(
                        console().bytes(),
                        out -> ConsumerKeyJson.write(key, status(key, installation), out));
        return DONE;
    }
}
