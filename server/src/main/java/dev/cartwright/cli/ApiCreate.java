package dev.cartwright.cli;

import dev.cartwright.access.Capability;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.access.User;
import dev.cartwright.wire.ConsumerKeyJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `api create`: makes a consumer key and shows its secret for the only time.
@Command(
        name = "create",
        description = "Make a consumer key. Its secret is shown once and cannot be shown again.",
        footer = {
            "",
            "Examples:",
            "  cartwright api create --user=1 --description=\"Nightly clean-up\""
                    + " --permissions=read_write",
            "  cartwright api create --user=admin --description=Monitor --permissions=read"
                    + " --porcelain",
            "  cartwright api create --user=1 --description=Report --expires=90d"
                    + " --scopes=sessions,statistics --allow=10.0.0.0/8 --limit=600"
        })
final class ApiCreate extends StoreCommand {
    @Option(
            names = "--user",
            required = true,
            paramLabel = "ID|LOGIN",
            description = "The user whose rights the key has; user 1 is the administrator.")
    private String user = "";

    @Option(
            names = "--description",
            required = true,
            paramLabel = "TEXT",
            description = "What the key is for, up to 200 characters.")
    private String description = "";

    @Option(
            names = "--permissions",
            paramLabel = "WORD",
            defaultValue = "read",
            converter = PermissionConverter.class,
            description = "read, write or read_write. Default: ${DEFAULT-VALUE}")
    private Permission permission = Permission.READ;

    @Mixin private final KeyLimits limits = new KeyLimits();

    @ArgGroup private final Output output = new Output();

    @Spec private @Nullable CommandSpec spec;

    ApiCreate(Context context) {
        super(context);
    }

    @Override
    boolean creates() {
        return true;
    }

    @Override
    void beforeOpening() {
        int length = description.codePointCount(0, description.length());
        if (spec != null && (description.isBlank() || length > KeyTerms.MAX_DESCRIPTION_LENGTH)) {
            throw new ParameterException(
                    spec.commandLine(), "--description must have 1 to 200 characters.");
        }
        terms(1);
    }

    @Override
    int run(Installation installation) {
        User owner = Users.named(user, installation.users());
        NewKey made = Users.newKey(terms(owner.id()), context.operator(), installation);
        installation.awaitServers();
        print(made, owner);
        if (!Users.can(Capability.MANAGE_WOOCOMMERCE, owner, installation.users())) {
            console()
                    .note(
                            "Note: user %d may not manage the shop, so the Sessions API answers 403"
                                            .formatted(owner.id())
                                    + " to this key until the user gets such a role.");
        }
        return DONE;
    }

    private KeyTerms terms(long userId) {
        return limits.over(KeyTerms.of(userId, description, permission), context.clock().instant());
    }

    private void print(NewKey made, User owner) {
        if (output.json) {
            context.json().line(console().bytes(), json -> ConsumerKeyJson.writeBare(made, json));
            return;
        }
        NewPair.print(made, output.porcelain, console());
        if (output.porcelain) {
            return;
        }
        console()
                .line(
                        "Key %d, %s, for user %d (%s)."
                                .formatted(
                                        made.key().id(),
                                        permission.word(),
                                        owner.id(),
                                        owner.login()));
        console().line(NewPair.ONCE);
    }
}
