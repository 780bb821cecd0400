package dev.cartwright.store.woocommerce;

import dev.cartwright.session.SessionIndex.State;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which filling of the index this process goes by. Another process may fill it at any moment, and
/// may put rows there that it read before this one looked at them: then what was swept since
/// counts no more.
///
/// For one thread.
final class KnownFilling {
    private final Supplier<State> index;
    private final IndexProgress progress;
    private final Supplier<Instant> clock;
    private @Nullable Known known;

    /// @param at the index was this filling's then, so a later one has read what changed before
    private record Known(long number, Instant at) {}

    KnownFilling(Supplier<State> index, IndexProgress progress, Supplier<Instant> clock) {
        this.index = index;
        this.progress = progress;
        this.clock = clock;
    }

    /// Whether the index is still complete by the same filling.
    boolean lasts() {
        Instant asked = clock.get();
        State state = index.get();
        Known before = known;
        if (!state.complete()) {
            progress.outdated(); // at once: whoever fills it wants it for himself
        }
        if (before == null || !state.complete() || state.filling() != before.number) {
            return false;
        }
        known = new Known(before.number, asked);
        return true;
    }

    /// Goes by whatever filling made the index complete. False while it is not.
    boolean adopt() {
        Instant asked = clock.get();
        State state = index.get();
        if (!state.complete()) {
            progress.outdated();
            return false;
        }
        Known before = known;
        if (before != null && state.filling() != before.number) {
            progress.filledElsewhere(before.at);
        }
        known = new Known(state.filling(), asked);
        progress.usable();
        return true;
    }

    /// This process has filled it; whether that is complete, [#adopt] tells.
    ///
    /// @param begun before anything was read
    void filled(long number, Instant begun) {
        known = new Known(number, begun);
        progress.filled(begun);
    }
}
