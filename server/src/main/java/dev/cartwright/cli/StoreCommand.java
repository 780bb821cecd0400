package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that opens the stores, does one thing and closes them.
abstract class StoreCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;

    final Context context;

    @Mixin private final Location location = new Location();

    StoreCommand(Context context) {
        this.context = context;
    }

    /// The exit code.
    abstract int run(Installation installation);

    /// Whether it may be the first command on a new directory.
    boolean creates() {
        return false;
    }

    @Override
    public final Integer call() {
        beforeOpening();
        Settings settings = context.configuration().settings(flags());
        try (Installation installation = context.installations().open(settings, creates())) {
            return run(installation);
        }
    }

    /// Where the stores are, as settings; only what was typed.
    final Map<String, String> flags() {
        return location.flags();
    }

    /// Checks what can be checked without the stores, so that a wrong call leaves nothing behind.
    void beforeOpening() {}

    /// Where a key stands in its life just now.
    final KeyStatus status(ConsumerKey key, boolean ownerPresent) {
        return KeyStatus.of(key, ownerPresent, context.clock().instant());
    }

    final KeyStatus status(ConsumerKey key, Installation installation) {
        return status(key, installation.users().find(key.userId()).isPresent());
    }

    final Console console() {
        return context.console();
    }
}
