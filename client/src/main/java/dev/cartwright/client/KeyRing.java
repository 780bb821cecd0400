package dev.cartwright.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The pairs a client may sign in with, and which one is in use.
///
/// A pair that the server refuses is left only for one that it accepts, and only once, however many
/// threads meet the refusal at the same time: whoever comes later finds the position moved and
/// leaves it. After a while one call tries the primary pair again.
///
/// Safe for many threads.
final class KeyRing {
    private static final Duration READ_AGAIN = Duration.ofSeconds(10);

    private final List<Slot> slots;
    private final Duration primaryAgainAfter;
    private final Sleeper time;
    private volatile Position position;

    KeyRing(List<SecretSource> sources, Duration primaryAgainAfter, Sleeper time) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("no credentials");
        }
        this.time = time;
        this.primaryAgainAfter = primaryAgainAfter;
        slots = sources.stream().map(source -> new Slot(source, time)).toList();
        position = new Position(0, time.nanoTime());
    }

    /// Compared by identity: each move makes a new one.
    private static final class Position {
        final int slot;
        final long since;

        Position(int slot, long since) {
            this.slot = slot;
            this.since = since;
        }
    }

    /// A pair, and the place it came from.
    record Held(int slot, Credentials credentials) {}

    /// 0 for the primary.
    int inUse() {
        return position.slot;
    }

    /// False when somebody else has moved it in the meantime.
    private synchronized boolean move(Position from, Position to) {
        if (position != from) {
            return false;
        }
        position = to;
        return true;
    }

    /// For one call.
    Turn turn() {
        return new Turn();
    }

    /// One source, with what it gave last.
    private static final class Slot {
        private final SecretSource source;
        private final Sleeper time;
        private @Nullable Credentials known;
        private long readAt;

        Slot(SecretSource source, Sleeper time) {
            this.source = source;
            this.time = time;
        }

        synchronized Credentials get() {
            return known == null ? read() : known;
        }

        /// What the source gives now, unless it is what was refused.
        synchronized Optional<Credentials> insteadOf(Credentials refused) {
            boolean stale = time.nanoTime() - readAt >= READ_AGAIN.toNanos();
            Credentials now = get().equals(refused) && stale ? read() : get();
            return Optional.of(now).filter(pair -> !pair.equals(refused));
        }

        private Credentials read() {
            readAt = time.nanoTime();
            try {
                known = source.fetch();
                return known;
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new SecretSourceException(interruption);
            } catch (SecretSourceException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new SecretSourceException(failure);
            }
        }
    }

    /// The pairs that one call tries, each at most once.
    final class Turn {
        private final Set<Credentials> refused = new HashSet<>();
        private Position start = position;

        /// The pair in use, or the primary when its time has come.
        Held first() {
            Duration held = Duration.ofNanos(time.nanoTime() - start.since);
            boolean due = held.compareTo(primaryAgainAfter) >= 0;
            if (start.slot > 0 && due) {
                var probed = new Position(start.slot, time.nanoTime());
                if (move(start, probed)) { // one thread probes, not all
                    start = probed;
                    return new Held(0, slots.get(0).get());
                }
                start = position;
            }
            return new Held(start.slot, slots.get(start.slot).get());
        }

        /// The next pair after one was refused, empty when none is left.
        ///
        /// @param failures what sources said that could not be asked
        Optional<Held> next(Held last, List<SecretSourceException> failures) {
            refused.add(last.credentials());
            Optional<Held> renewed = renewed(last, failures);
            if (renewed.isPresent()) {
                return renewed;
            }
            int current = position.slot;
            Optional<Held> moved = untried(current, failures);
            for (int i = 0; moved.isEmpty() && i < slots.size(); i++) {
                moved = untried(i, failures);
            }
            return moved;
        }

        /// The pair to go on with: the one now in use, when other calls have moved on meanwhile and
        /// this call was not refused with it.
        Held afterPause(Held held) {
            Position now = position;
            int slot = now == start ? held.slot() : now.slot;
            Optional<Held> found = untried(slot, new ArrayList<>());
            if (found.isEmpty()) {
                return held;
            }
            start = now;
            return found.get();
        }

        /// The server knows the pair: from now on it is the one in use.
        void accepted(Held held) {
            if (held.slot() != start.slot) {
                move(start, new Position(held.slot(), time.nanoTime()));
            }
        }

        /// No pair is accepted: the next call begins with the primary again.
        void exhausted() {
            move(start, new Position(0, time.nanoTime()));
        }

        private Optional<Held> renewed(Held last, List<SecretSourceException> failures) {
            try {
                return slots.get(last.slot())
                        .insteadOf(last.credentials())
                        .filter(pair -> !refused.contains(pair))
                        .map(pair -> new Held(last.slot(), pair));
            } catch (SecretSourceException failure) {
                failures.add(failure);
                return Optional.empty();
            }
        }

        private Optional<Held> untried(int slot, List<SecretSourceException> failures) {
            try {
                return Optional.of(new Held(slot, slots.get(slot).get()))
                        .filter(held -> !refused.contains(held.credentials()));
            } catch (SecretSourceException failure) {
                failures.add(failure);
                return Optional.empty();
            }
        }
    }
}
