package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Keys;
import dev.cartwright.event.Actor;
import picocli.CommandLine.Command;

/// `api end`: ends the time in which a rolled key is still valid.
@Command(
        name = "end",
        description = "End a rolled key at once. Servers refuse it within a second.",
        footer = {"", "Example:", "  cartwright api end 3"})
final class ApiEnd extends KeyActCommand {
    ApiEnd(Context context) {
        super(context);
    }

    @Override
    KeyOutcome act(Keys keys, Actor actor) {
        return keys.act(id, KeyAct.END_OVERLAP, actor);
    }

    @Override
    String sentence(ConsumerKey after) {
        return "Key %d has ended.".formatted(id);
    }
}
