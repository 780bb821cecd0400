package dev.cartwright.access;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has become of a key since it was made.
///
/// @param revokedAt when it ended for good; null while it has not
/// @param disabled null while it is not
/// @param enabledAt when it was last switched on again; null for never
/// @param rolled null until another key takes its place
/// @param rolledFrom the id of the key whose place this one takes; null for none
/// @param notice the last word that it will be disabled because nobody uses it; null for none
public record KeyState(
        @Nullable Instant revokedAt,
        @Nullable Disabled disabled,
        @Nullable Instant enabledAt,
        @Nullable Rolled rolled,
        @Nullable Long rolledFrom,
        @Nullable Notice notice) {
    public static final KeyState NEW = new KeyState(null, null, null, null, null, null);

    /// Switched off, until somebody switches it on again.
    public record Disabled(Instant at, DisabledReason reason) {}

    public enum DisabledReason {
        BY_HAND,
        /// Not used for longer than the policy allows.
        UNUSED,
        /// Its secret was found where others can read it.
        EXPOSED,
        /// The user is no more; another one can be given the key. It lives again when the system
        /// that has the last word about users has this one again.
        OWNER_GONE,
        /// The system that has the last word about keys has it no more. It lives again when that
        /// has the same key and secret again, as after a restored backup.
        MISSING
    }

    /// Another key takes its place; both are valid until this one ends.
    ///
    /// @param successor the other key's id
    /// @param until when this one ends at the latest
    /// @param silentHours it ends as soon as it was not used for so long; null when only the time
    ///     counts
    /// @param ended whether it is over whatever the clock says, so that a clock that jumps back
    ///     revives nothing
    public record Rolled(
            long successor,
            Instant at,
            Instant until,
            @Nullable Integer silentHours,
            boolean ended) {
        public boolean endedAt(Instant now) {
            return ended || !now.isBefore(until);
        }

        /// Whether it has been silent for as long as it had to be.
        ///
        /// @param lastUse null for never
        public boolean silentAt(Instant now, @Nullable Instant lastUse) {
            if (silentHours == null) {
                return false;
            }
            Instant since = lastUse == null || lastUse.isBefore(at) ? at : lastUse;
            return !now.isBefore(since.plus(Duration.ofHours(silentHours)));
        }

        Rolled to(long id) {
            return new Rolled(id, at, until, silentHours, ended);
        }

        Rolled ending(Instant moment) {
            return new Rolled(successor, at, moment, silentHours, true);
        }
    }

    /// @param days so many before the end it was given
    public record Notice(int days, Instant at) {}

    /// A new key that takes the place of another.
    static KeyState after(long rolledFrom) {
        return new KeyState(null, null, null, null, rolledFrom, null);
    }

    /// Where the store now knows its successor.
    public KeyState rolledTo(long successor) {
        return rolled == null ? this : withRolled(rolled.to(successor));
    }

    KeyState withRevoked(Instant at) {
        return new KeyState(at, disabled, enabledAt, rolled, rolledFrom, notice);
    }

    public KeyState withDisabled(Disabled off) {
        return new KeyState(revokedAt, off, enabledAt, rolled, rolledFrom, notice);
    }

    KeyState withEnabled(Instant at) {
        return new KeyState(revokedAt, null, at, rolled, rolledFrom, null);
    }

    KeyState withRolled(Rolled over) {
        return new KeyState(revokedAt, disabled, enabledAt, over, rolledFrom, notice);
    }

    KeyState withNotice(Notice given) {
        return new KeyState(revokedAt, disabled, enabledAt, rolled, rolledFrom, given);
    }
}
