package dev.cartwright.access;

import dev.cartwright.access.KeyState.Disabled;
import dev.cartwright.access.KeyState.DisabledReason;
import dev.cartwright.event.Event;
import java.time.Instant;

/// What ends a key, for good or for now.
public enum KeyAct {
    REVOKE {
        @Override
        public Ruling on(ConsumerKey key, Instant now) {
            return Ruling.of(
                    key, key.withState(key.state().withRevoked(now)), Event.Type.KEY_REVOKED);
        }
    },
    /// Also one that would live again by itself.
    DISABLE {
        @Override
        public Ruling on(ConsumerKey key, Instant now) {
            return livesAgain(key)
                    ? disabled(key, now, DisabledReason.BY_HAND, Event.Type.KEY_DISABLED)
                    : disabledUnlessIsAlready(key, now, DisabledReason.BY_HAND);
        }
    },
    /// The system that has the last word has it no more. What was disabled by somebody stays so,
    /// whatever that system does.
    MISS {
        @Override
        public Ruling on(ConsumerKey key, Instant now) {
            return key.disabledFor(DisabledReason.OWNER_GONE)
                    ? disabled(key, now, DisabledReason.MISSING, Event.Type.KEY_DISABLED)
                    : disabledUnlessIsAlready(key, now, DisabledReason.MISSING);
        }
    },
    DISABLE_UNUSED {
        @Override
        public Ruling on(ConsumerKey key, Instant now) {
            return disabledUnlessIsAlready(key, now, DisabledReason.UNUSED);
        }
    },
    /// Whatever it was disabled for before.
    EXPOSE {
        @Override
        public Ruling on(ConsumerKey key, Instant now) {
            Disabled before = key.state().disabled();
            return before != null && before.reason() == DisabledReason.EXPOSED
                    ? new Ruling.Unchanged(key)
                    : disabled(key, now, DisabledReason.EXPOSED, Event.Type.KEY_EXPOSED);
        }
    },
    /// Ends the time in which a rolled key is still valid.
    END_OVERLAP {
        @Override
        public Ruling on(ConsumerKey key, Instant now) {
            KeyState.Rolled rolled = key.state().rolled();
            if (rolled == null) {
                return new Ruling.Refused(KeyConflict.KEY_NOT_ROLLED);
            }
            return rolled.endedAt(now)
                    ? new Ruling.Unchanged(key)
                    : Ruling.of(
                            key,
                            key.withState(key.state().withRolled(rolled.ending(now))),
                            Event.Type.KEY_ENDED);
        }
    };

    /// @param key not revoked
    public abstract Ruling on(ConsumerKey key, Instant now);

    /// Whether what it was disabled for may end by itself.
    private static boolean livesAgain(ConsumerKey key) {
        return key.disabledFor(DisabledReason.OWNER_GONE)
                || key.disabledFor(DisabledReason.MISSING);
    }

    private static Ruling disabledUnlessIsAlready(
            ConsumerKey key, Instant now, DisabledReason reason) {
        return key.state().disabled() != null
                ? new Ruling.Unchanged(key)
                : disabled(key, now, reason, Event.Type.KEY_DISABLED);
    }

    private static Ruling disabled(
            ConsumerKey key, Instant now, DisabledReason reason, Event.Type type) {
        KeyState state = key.state().withDisabled(new Disabled(now, reason));
        return Ruling.of(key, key.withState(state), type);
    }
}
