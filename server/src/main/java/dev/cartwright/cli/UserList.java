package dev.cartwright.cli;

import dev.cartwright.access.User;
import dev.cartwright.wire.UserJson;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `user list`: everybody with an account.
@Command(
        name = "list",
        description = "List the users.",
        footer = {"", "Example:", "  cartwright user list --json"})
final class UserList extends StoreCommand {
    private static final int STEP = 500;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    UserList(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        if (json) {
            context.json()
                    .line(
                            console().bytes(),
                            array -> {
                                array.writeStartArray();
                                each(installation, user -> UserJson.write(user, array));
                                array.writeEndArray();
                            });
            return DONE;
        }
        var table = new Table("ID", "Login", "Name", "E-mail", "Roles");
        each(
                installation,
                user ->
                        table.row(
                                Long.toString(user.id()),
                                user.login(),
                                user.displayName(),
                                user.email(),
                                String.join(", ", user.roles())));
        table.print(console());
        return DONE;
    }

    private static void each(Installation installation, Consumer<User> use) {
        long after = 0;
        List<User> some = installation.users().list(after, STEP);
        while (!some.isEmpty()) {
            some.forEach(use);
            after = some.getLast().id();
            some = installation.users().list(after, STEP);
        }
    }
}
