package dev.cartwright.cli;

import dev.cartwright.event.Event;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `secrets rotate`: a new pepper for the secrets of consumer keys.
@Command(
        name = "rotate",
        description = "Add a pepper to the key file; running servers take it over within a second.",
        footer = {
            "",
            "Every key goes on working. A key comes under the new pepper when its secret is shown",
            "next, by Basic or in the query; one that only signs with OAuth when it is rolled.",
            "",
            "Example:",
            "  cartwright secrets rotate"
        })
final class SecretsRotate extends StoreCommand {
    @Option(
            names = "--wait",
            description =
                    "Do not seal with it yet: first copy the file to every server on the same"
                            + " database, then run 'secrets start' on each.")
    private boolean wait;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SecretsRotate(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        int id = KeyFileUse.told(() -> installation.rotateKeyFile(wait));
        installation.audit().note(Event.Type.SECRETS_ROTATED, id, context.operator());
        installation.awaitServers();
        if (json) {
            SecretsStart.print(context, id, wait ? "waits" : "seals");
            return DONE;
        }
        if (wait) {
            console()
                    .line(
                            "Pepper %d waits in %s: copy that file to every other server, then run"
                                            .formatted(id, installation.keyFile())
                                    + " 'cartwright secrets start' on each.");
            return DONE;
        }
        console().line("Pepper %d seals new secrets from now on.".formatted(id));
        console()
                .line(
                        "Make a new copy of %s and keep it apart: the old copy does not open what"
                                        .formatted(installation.keyFile())
                                + " is sealed from now on.");
        return DONE;
    }
}
