package dev.cartwright.session;

import dev.cartwright.cart.CartKey;
import java.time.Instant;

/// Reads single sessions for those who keep what they made of them.
///
/// A store that tells of every change is not asked again before it did. One whose sessions others
/// change without a word is asked each time, and compares: what a caller has already is not read,
/// decoded and handed over once more.
public interface SessionReads {
    /// Of a session that cannot be recognised, and of none.
    String NO_STAMP = "";

    /// What there is under a key, as seen from what the caller knew.
    sealed interface Reading {
        /// The session is still what the caller's stamp stands for.
        record Same() implements Reading {}

        /// @param stamp stands for what was found; [SessionReads#NO_STAMP] when it may not be kept
        record Found(StoredSession stored, String stamp) implements Reading {}

        record Absent() implements Reading {}
    }

    /// Whether sessions change without [SessionChanges] telling, so that nothing kept may be used
    /// before it was compared.
    boolean changeUntold();

    /// When something that is made of a session now is not to be used any more, even where it is
    /// unchanged itself: what it shows of others may have changed. To be asked before the session
    /// is read, since what it shows of others may be read anew in between.
    Instant keptUntil(CartKey key, Instant now);

    /// @param known the stamp of an earlier reading of the same key, or [#NO_STAMP]
    Reading read(CartKey key, String known);

    /// Of a store that tells of every change: what was found may be kept until then.
    static SessionReads told(SessionStore store) {
        return new SessionReads() {
            @Override
            public boolean changeUntold() {
                return false;
            }

            @Override
            public Instant keptUntil(CartKey key, Instant now) {
                return Instant.MAX;
            }

            @Override
            public Reading read(CartKey key, String known) {
                return store.find(key)
                        .<Reading>map(stored -> new Reading.Found(stored, "told"))
                        .orElseGet(Reading.Absent::new);
            }
        };
    }
}
