package dev.cartwright.cli;

import dev.cartwright.event.Event;
import dev.cartwright.access.KeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `secrets start`: has a pepper that waits seal new secrets.
@Command(
        name = "start",
        description = "Seal with the pepper that 'secrets rotate --wait' added.",
        footer = {"", "Example:", "  cartwright secrets start"})
final class SecretsStart extends StoreCommand {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SecretsStart(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        int id = KeyFileUse.told(() -> KeyFile.start(installation.keyFile()));
        installation.audit().note(Event.Type.SECRETS_STARTED, id, context.operator());
        installation.awaitServers();
        if (json) {
            print(context, id, "seals");
        } else {
            console().line("Pepper %d seals new secrets from now on.".formatted(id));
        }
        return DONE;
    }

    static void print(Context context, int id, String state) {
        context.json()
                .line(
                        context.console().bytes(),
                        out -> {
                            out.writeStartObject();
                            out.writeNumberProperty("id", id);
                            out.writeStringProperty("state", state);
                            out.writeEndObject();
                        });
    }
}
