package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Permission;
import dev.cartwright.wire.ConsumerKeyJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `api update`: changes what is said of a key.
@Command(
        name = "update",
        description = "Change a key; what is not named stays as it is.",
        footer = {
            "",
            "Examples:",
            "  cartwright api update 3 --expires=90d --allow=10.0.0.0/8 --allow=2001:db8::/32",
            "  cartwright api update 3 --user=maria --scopes=sessions"
        })
final class ApiUpdate extends StoreCommand {
    @Parameters(paramLabel = "ID", description = "The key's number, as 'api list' shows it.")
    private long id;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            description = "What the key is for, up to 200 characters.")
    private @Nullable String description;

    @Option(
            names = "--user",
            paramLabel = "ID|LOGIN",
            description = "The user whose rights the key has.")
    private @Nullable String user;

    @Option(
            names = "--permissions",
            paramLabel = "WORD",
            converter = PermissionConverter.class,
            description = "read, write or read_write.")
    private @Nullable Permission permission;

    @Mixin private final KeyLimits limits = new KeyLimits();

    @Option(names = "--never-expires", description = "Take its date of expiry away.")
    private boolean neverExpires;

    @Option(names = "--json", description = "Print the key as one JSON object.")
    private boolean json;

    ApiUpdate(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        boolean ours = description != null || user != null || permission != null || neverExpires;
        if (!ours && !limits.given()) {
            throw CommandFailure.wrongUsage(
                    "Say what to change; 'cartwright api update --help' shows what can be.");
        }
        if (neverExpires && limits.expiresGiven()) {
            throw CommandFailure.wrongUsage("--expires and --never-expires exclude each other.");
        }
        limits.over(KeyTerms.of(1, "", null), context.clock().instant());
    }

    @Override
    int run(Installation installation) {
        Instant now = context.clock().instant();
        Long owner = user == null ? null : (Long) Users.named(user, installation.users()).id();
        KeyOutcome outcome =
                installation
                        .keyMaker()
                        .change(id, terms -> changed(terms, owner, now), context.operator());
        KeyOutcome.Done done = KeyResults.done(id, outcome);
        boolean changed = !done.before().equals(done.after());
        if (changed) {
            installation.awaitServers();
        }
        ConsumerKey key = done.after();
        if (json) {
            context.json()
                    .line(
                            console().bytes(),
                            out -> ConsumerKeyJson.write(key, status(key, installation), out));
        } else {
            console()
                    .line(
                            changed
                                    ? "Key %d is changed.".formatted(id)
                                    : "Key %d was so before.".formatted(id));
        }
        return DONE;
    }

    private KeyTerms changed(KeyTerms before, @Nullable Long owner, Instant now) {
        KeyTerms terms = limits.over(before, now);
        if (description != null) {
            terms = terms.withDescription(description);
        }
        if (owner != null) {
            terms = terms.withUserId(owner);
        }
        if (permission != null) {
            terms = terms.withPermission(permission);
        }
        return neverExpires ? terms.withExpires(null) : terms;
    }
}
