package dev.cartwright.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `secrets list`: the entries of the key file by number, never what they hold.
@Command(
        name = "list",
        description = "List the peppers of the key file and how many keys each has sealed.",
        footer = {"", "Example:", "  cartwright secrets list --json"})
final class SecretsList extends StoreCommand {
    private static final int SHOWN = 12;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    SecretsList(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        KeyFileUse use = KeyFileUse.of(installation, context.clock().instant());
        if (json) {
            print(use);
            return DONE;
        }
        var table = new Table("ID", "State", "Keys", "Their ids");
        use.keys()
                .forEach(
                        (id, keys) ->
                                table.row(
                                        Integer.toString(id),
                                        words(use.state(id)),
                                        Integer.toString(keys.size()),
                                        some(keys)));
        table.print(console());
        return DONE;
    }

    private static String words(String state) {
        return switch (state) {
            case "seals" -> "seals new secrets";
            case "waits" -> "waits for 'secrets start'";
            case "missing" -> "not in the key file";
            default -> "opens older secrets";
        };
    }

    private static String some(List<Long> keys) {
        String ids =
                String.join(", ", keys.stream().limit(SHOWN).map(id -> Long.toString(id)).toList());
        return keys.size() > SHOWN ? ids + ", …" : ids;
    }

    private void print(KeyFileUse use) {
        context.json()
                .line(
                        console().bytes(),
                        out -> {
                            out.writeStartArray();
                            use.keys()
                                    .forEach(
                                            (id, keys) -> {
                                                out.writeStartObject();
                                                out.writeNumberProperty("id", id);
                                                out.writeStringProperty("state", use.state(id));
                                                out.writeNumberProperty("keys", keys.size());
                                                out.writeArrayPropertyStart("key_ids");
                                                keys.forEach(out::writeNumber);
                                                out.writeEndArray();
                                                out.writeEndObject();
                                            });
                            out.writeEndArray();
                        });
    }
}
