package dev.cartwright.cli;

import dev.cartwright.access.Role;
import dev.cartwright.access.User;
import dev.cartwright.access.UserStore.NewUser;
import dev.cartwright.wire.UserJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `user create`: adds a user, who can own keys and carts.
@Command(
        name = "create",
        description = "Make a user, who can own consumer keys and carts.",
        footer = {
            "",
            "Example:",
            "  cartwright user create maria maria@example.com --role=shop_manager --porcelain"
        })
final class UserCreate extends StoreCommand {
    private static final int MAX_LOGIN_LENGTH = 60;

    @Parameters(index = "0", paramLabel = "LOGIN", description = "1 to 60 characters.")
    private String login = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "EMAIL",
            description = "E-mail address; may be left out.")
    private String email = "";

    @Option(
            names = {"--display-name", "--name"},
            paramLabel = "TEXT",
            description = "Name to show. Default: the login")
    private @Nullable String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "May be repeated. Default: customer")
    private final List<String> roles = new ArrayList<>();

    @ArgGroup private final Output output = new Output();

    @Spec private @Nullable CommandSpec spec;

    UserCreate(Context context) {
        super(context);
    }

    @Override
    boolean creates() {
        return true;
    }

    @Override
    void beforeOpening() {
        login = login.strip();
        email = email.strip();
        if (login.isEmpty() || login.length() > MAX_LOGIN_LENGTH) {
            throw wrong("LOGIN must have 1 to 60 characters.");
        }
        if (!email.isEmpty() && !email.matches("[^\\s@]+@[^\\s@]+")) {
            throw wrong("EMAIL is not an e-mail address.");
        }
        if (roles.isEmpty()) {
            roles.add("customer");
        }
    }

    @Override
    int run(Installation installation) {
        List<String> known = installation.users().roles().stream().map(Role::name).toList();
        for (String role : roles) {
            if (!known.contains(role)) {
                throw new CommandFailure(
                        "There is no role '%s'; the roles are %s."
                                .formatted(role, String.join(", ", known)));
            }
        }
        var wanted = new NewUser(login, email, name == null ? login : name, roles);
        User user =
                installation
                        .users()
                        .create(wanted, context.operator())
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                "A user with this login or e-mail is there already;"
                                                        + " 'cartwright user list' shows all."));
        print(user);
        return DONE;
    }

    private void print(User user) {
        if (output.json) {
            context.json().line(console().bytes(), out -> UserJson.write(user, out));
        } else if (output.porcelain) {
            console().line(Long.toString(user.id()));
        } else {
            console().line("User %d (%s) is made.".formatted(user.id(), user.login()));
        }
    }

    private RuntimeException wrong(String sentence) {
        return spec == null
                ? new IllegalStateException(sentence)
                : new ParameterException(spec.commandLine(), sentence);
    }
}
