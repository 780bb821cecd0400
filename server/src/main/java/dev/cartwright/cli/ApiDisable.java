package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Keys;
import dev.cartwright.event.Actor;
import picocli.CommandLine.Command;

/// `api disable`: switches a key off until it is enabled again.
@Command(
        name = "disable",
        description = "Switch a key off. Servers refuse it within a second.",
        footer = {"", "Example:", "  cartwright api disable 3"})
final class ApiDisable extends KeyActCommand {
    ApiDisable(Context context) {
        super(context);
    }

    @Override
    KeyOutcome act(Keys keys, Actor actor) {
        return keys.act(id, KeyAct.DISABLE, actor);
    }

    @Override
    String sentence(ConsumerKey after) {
        return "Key %d is disabled.".formatted(id);
    }
}
