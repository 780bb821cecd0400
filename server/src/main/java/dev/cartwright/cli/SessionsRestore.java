package dev.cartwright.cli;

import dev.cartwright.session.Restoration;
import dev.cartwright.session.StoredSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sessions restore`: takes a cart out of trash.
@Command(
        name = "restore",
        description = "Take the newest cart with this key out of trash.",
        footer = {"", "Example:", "  cartwright sessions restore 42"})
final class SessionsRestore extends StoreCommand {
    @Mixin private final OneKey key = new OneKey();

    @Option(names = "--json", description = "Print the cart as one JSON object.")
    private boolean json;

    SessionsRestore(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        switch (installation.sessions().restore(key.get(), context.operator())) {
            case Restoration.Restored(StoredSession session) -> tell(session, installation);
            case Restoration.KeyTaken() ->
                    throw new CommandFailure(
                            "A live cart has this key; delete it first if the one in trash is"
                                    + " wanted.");
            case Restoration.NotFound() ->
                    throw new CommandFailure(
                            "Nothing in trash has this key; 'cartwright sessions list"
                                    + " --status=trash' shows what there is.");
        }
        return DONE;
    }

    private void tell(StoredSession session, Installation installation) {
        if (json) {
            context.json().line(console().bytes(), installation.elements().single(session));
            return;
        }
        console().line("Cart %d is restored.".formatted(session.session().id()));
    }
}
