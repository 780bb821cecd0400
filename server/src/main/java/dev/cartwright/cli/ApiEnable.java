package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Keys;
import dev.cartwright.event.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `api enable`: switches a key on again.
@Command(
        name = "enable",
        description = "Switch a key on again that was disabled by hand or because nobody used it.",
        footer = {"", "Example:", "  cartwright api enable 3"})
final class ApiEnable extends KeyActCommand {
    @Option(
            names = "--force",
            description = "Also when its secret was exposed: you know that nobody else has it.")
    private boolean force;

    ApiEnable(Context context) {
        super(context);
    }

    @Override
    KeyOutcome act(Keys keys, Actor actor) {
        return keys.enable(id, force, actor);
    }

    @Override
    String sentence(ConsumerKey after) {
        return "Key %d is enabled.".formatted(id);
    }
}
