package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Keys;
import dev.cartwright.event.Actor;
import picocli.CommandLine.Command;

/// `api expose`: switches a key off because others know its secret.
@Command(
        name = "expose",
        description =
                "Switch a key off because its secret is known to others. Servers refuse it within a second.",
        footer = {"", "Example:", "  cartwright api expose 3"})
final class ApiExpose extends KeyActCommand {
    ApiExpose(Context context) {
        super(context);
    }

    @Override
    KeyOutcome act(Keys keys, Actor actor) {
        return keys.act(id, KeyAct.EXPOSE, actor);
    }

    @Override
    String sentence(ConsumerKey after) {
        return "Key %d is disabled, since its secret is known to others. 'cartwright api roll %d' makes a new one."
                .formatted(id, id);
    }
}
