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
    DISABLE {
        @Override
        public Ruling on(ConsumerKey key, Instant now) {
            return disabledUnlessIsAlready(key, now, DisabledReason.BY_HAND);
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
