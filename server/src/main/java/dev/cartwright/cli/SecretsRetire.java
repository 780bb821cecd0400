package dev.cartwright.cli;

import dev.cartwright.event.Event;
import dev.cartwright.access.KeyFile;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `secrets retire`: takes a pepper out of the key file that no key needs any more.
@Command(
        name = "retire",
        description = "Take an old pepper out of the key file, once no key is sealed with it.",
        footer = {"", "Example:", "  cartwright secrets retire 1"})
final class SecretsRetire extends StoreCommand {
    @Parameters(paramLabel = "ID", description = "The pepper's number, as 'secrets list' shows it.")
    private int id;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SecretsRetire(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        KeyFileUse use = KeyFileUse.of(installation, context.clock().instant());
        List<Long> keys = use.keys().getOrDefault(id, List.of());
        if (!keys.isEmpty() && use.state(id).equals("opens")) {
            throw new CommandFailure(
                    ("%d keys are still sealed with pepper %d and would stop working; 'cartwright"
                                    + " secrets list' names them. They come under the new one when"
                                    + " they are used by Basic, or are rolled.")
                            .formatted(keys.size(), id));
        }
        KeyFileUse.told(
                () -> {
                    KeyFile.retire(installation.keyFile(), id, use.used());
                    return id;
                });
        installation.audit().note(Event.Type.SECRETS_RETIRED, id, context.operator());
        installation.awaitServers();
        if (json) {
            SecretsStart.print(context, id, "retired");
        } else {
            console().line("Pepper %d is gone from the key file.".formatted(id));
        }
        return DONE;
    }
}
