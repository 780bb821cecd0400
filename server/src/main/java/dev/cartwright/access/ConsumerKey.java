package dev.cartwright.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An API credential as it is kept: nothing here gives the secret back.
///
/// @param terms what may be changed
/// @param keyHash HMAC-SHA256 of the consumer key with the literal key `wc-api`, lower hex, 64
/// @param truncatedKey the consumer key's last 7 characters
/// @param secret how a presented secret is checked
/// @param created when it was made or imported
/// @param lastAccess null when never used or not known
/// @param state what has become of it
public record ConsumerKey(
        long id,
        KeyTerms terms,
        String keyHash,
        String truncatedKey,
        SealedSecret secret,
        Instant created,
        @Nullable Instant lastAccess,
        KeyState state) {
    /// Fifteen digits: every client reads such a number exactly.
    public static final long MAX_ID = 999_999_999_999_999L;

    public long userId() {
        return terms.userId();
    }

    public String description() {
        return terms.description();
    }

    public @Nullable Permission permission() {
        return terms.permission();
    }

    public @Nullable Instant revokedAt() {
        return state.revokedAt();
    }

    /// Whether time alone will not end it.
    public boolean neverEnds() {
        return terms.expires() == null && state.rolled() == null;
    }

    /// Whether nothing revives it any more, so that nobody needs its secret.
    public boolean overAt(Instant now) {
        KeyState.Rolled rolled = state.rolled();
        return state.revokedAt() != null || rolled != null && rolled.endedAt(now);
    }

    public ConsumerKey withId(long other) {
        return new ConsumerKey(
                other, terms, keyHash, truncatedKey, secret, created, lastAccess, state);
    }

    public ConsumerKey withTerms(KeyTerms other) {
        return new ConsumerKey(
                id, other, keyHash, truncatedKey, secret, created, lastAccess, state);
    }

    public ConsumerKey withState(KeyState other) {
        return new ConsumerKey(
                id, terms, keyHash, truncatedKey, secret, created, lastAccess, other);
    }

    /// The same secret under another seal.
    public ConsumerKey withSecret(SealedSecret other) {
        return new ConsumerKey(id, terms, keyHash, truncatedKey, other, created, lastAccess, state);
    }

    /// What a later import of the same key makes of this one. Its id and its making stay, what was
    /// said of it here and only here too, and so does the seal as long as the secret is the same:
    /// two seals of one secret always differ.
    public ConsumerKey updatedBy(ConsumerKey later) {
        KeyTerms merged =
                terms.withUserId(later.userId())
                        .withDescription(later.description())
                        .withPermission(later.permission());
        return new ConsumerKey(
                id,
                merged,
                keyHash,
                later.truncatedKey,
                secret.hidesTheSameAs(later.secret) ? secret : later.secret,
                created,
                laterOf(lastAccess, later.lastAccess),
                state);
    }

    /// As [#updatedBy], of the system that has the last word. Whoever gives a key to another user
    /// there lifts what was done to it because its user was gone. One that was missing there lives
    /// again when it is back with the same secret; with another one it is not that key.
    public ConsumerKey followed(ConsumerKey later, Instant now) {
        KeyState.Disabled disabled = state.disabled();
        boolean lives =
                disabled != null
                        && switch (disabled.reason()) {
                            case OWNER_GONE -> later.userId() != userId();
                            case MISSING -> secret.hidesTheSameAs(later.secret);
                            case BY_HAND, UNUSED, EXPOSED -> false;
                        };
        if (lives) {
            return updatedBy(later).withState(state.withEnabled(now));
        }
        return disabledFor(KeyState.DisabledReason.MISSING) ? this : updatedBy(later);
    }

    public boolean disabledFor(KeyState.DisabledReason reason) {
        KeyState.Disabled disabled = state.disabled();
        return disabled != null && disabled.reason() == reason;
    }

    /// The user whom it was disabled for the lack of is back.
    public ConsumerKey withOwnerBack(Instant now) {
        return withState(state.withEnabled(now));
    }

    private static @Nullable Instant laterOf(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /// Without hashes and the sealed secret.
    @Override
    public String toString() {
        return "ConsumerKey[id=" + id + ", …" + truncatedKey + "]";
    }
}
