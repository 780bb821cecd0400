package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.User;
import dev.cartwright.wire.UserJson;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `user delete`: removes a user; her keys stay, disabled.
@Command(
        name = "delete",
        description = {
            "Delete a user. Her consumer keys are disabled, and work again once they are given to",
            "another user; carts stay as they are."
        },
        footer = {"", "Example:", "  cartwright user delete maria"})
final class UserDelete extends StoreCommand {
    @Parameters(paramLabel = "ID|LOGIN", description = "The user, as 'user list' shows her.")
    private String typed = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    UserDelete(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        User user = Users.named(typed, installation.users());
        List<Long> keys = keysInUse(user, installation);
        if (!installation.users().delete(user.id(), context.operator())) {
            throw new CommandFailure("User %d was deleted just now.".formatted(user.id()));
        }
        installation.awaitServers();
        if (json) {
            context.json()
                    .line(
                            console().bytes(),
                            out -> {
                                out.writeStartObject();
                                out.writeBooleanProperty("deleted", true);
                                out.writeArrayPropertyStart("disabled_keys");
                                keys.forEach(out::writeNumber);
                                out.writeEndArray();
                                out.writeName("previous");
                                UserJson.write(user, out);
                                out.writeEndObject();
                            });
            return DONE;
        }
        console().line("User %d (%s) is deleted.".formatted(user.id(), user.login()));
        if (!keys.isEmpty()) {
            console()
                    .line(
                            "%d %s disabled; 'cartwright api update %d --user=…' gives one to somebody else."
                                    .formatted(
                                            keys.size(),
                                            keys.size() == 1 ? "key is" : "keys are",
                                            keys.getFirst()));
        }
        return DONE;
    }

    private static List<Long> keysInUse(User user, Installation installation) {
        return installation.keys().all().stream()
                .filter(key -> key.userId() == user.id())
                .filter(key -> key.revokedAt() == null && key.state().disabled() == null)
                .map(ConsumerKey::id)
                .toList();
    }
}
