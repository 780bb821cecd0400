package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.wire.ConsumerKeyJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `api list`: the consumer keys, without their secrets.
@Command(
        name = "list",
        description = "List the consumer keys; secrets are never shown.",
        footer = {"", "Example:", "  cartwright api list --json"})
final class ApiList extends StoreCommand {
    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Option(names = "--all", description = "Show revoked keys too.")
    private boolean all;

    ApiList(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        List<ConsumerKey> keys =
                installation.keys().all().stream()
                        .filter(key -> all || key.revokedAt() == null)
                        .toList();
        if (json) {
            context.json()
                    .line(
                            console().bytes(),
                            array -> {
                                array.writeStartArray();
                                keys.forEach(
                                        key ->
                                                ConsumerKeyJson.write(
                                                        key, status(key, installation), array));
                                array.writeEndArray();
                            });
            return DONE;
        }
        if (keys.isEmpty()) {
            console().line("No keys found. 'cartwright api create' makes one.");
            return DONE;
        }
        table(keys, installation);
        return DONE;
    }

    private void table(List<ConsumerKey> keys, Installation installation) {
        var table =
                new Table(
                        "ID",
                        "Description",
                        "Consumer key ending in",
                        "User",
                        "Permissions",
                        "Last access",
                        "Expires",
                        "Status");
        for (ConsumerKey key : keys) {
            Instant expires = key.terms().expires();
            table.row(
                    Long.toString(key.id()),
                    key.description().isEmpty() ? "API key" : key.description(),
                    "..." + key.truncatedKey(),
                    Users.label(key.userId(), installation.users()),
                    ConsumerKeyJson.permissions(key),
                    time(key.lastAccess()),
                    expires == null ? "never" : Moments.show(expires),
                    Shown.status(status(key, installation)));
        }
        table.print(console());
    }

    static String time(@Nullable Instant time) {
        return time == null ? "Unknown" : Moments.show(time);
    }
}
