package dev.cartwright.cli;

import picocli.CommandLine.Command;

/// `sessions reindex`: has the index of an attached shop's carts filled anew.
@Command(
        name = "reindex",
        description =
                "Have the index of an attached shop's carts filled anew. Lists answer 503 until"
                        + " a server has done it; single carts are not concerned.",
        footer = {"", "Example:", "  cartwright sessions reindex"})
final class SessionsReindex extends StoreCommand {
    SessionsReindex(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        if (!installation.reindex()) {
            throw new CommandFailure(
                    "These carts are our own and need no index; it is for an attached shop's.");
        }
        console()
                .line(
                        "A server fills the index anew, within a few seconds or as soon as one"
                                + " runs.");
        return DONE;
    }
}
