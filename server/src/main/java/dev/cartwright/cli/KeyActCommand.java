package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Keys;
import dev.cartwright.event.Actor;
import dev.cartwright.wire.ConsumerKeyJson;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A command that does one thing with one key, and waits until servers have seen it.
abstract class KeyActCommand extends StoreCommand {
    @Parameters(paramLabel = "ID", description = "The key's number, as 'api list' shows it.")
    long id;

    @Option(names = "--json", description = "Print the key as one JSON object.")
    private boolean json;

    KeyActCommand(Context context) {
        super(context);
    }

    abstract KeyOutcome act(Keys keys, Actor actor);

    /// What is so from now on: `Key 3 is disabled.`
    abstract String sentence(ConsumerKey after);

    @Override
    int run(Installation installation) {
        KeyOutcome.Done done =
                KeyResults.done(id, act(installation.keyMaker(), context.operator()));
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
            return DONE;
        }
        console().line(sentence(key) + (changed ? "" : " It was so before."));
        return DONE;
    }
}
