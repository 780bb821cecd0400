package dev.cartwright.access;

import dev.cartwright.access.KeyOutcome.Conflict;
import dev.cartwright.access.KeyOutcome.Done;
import dev.cartwright.access.KeyOutcome.Refused;
import dev.cartwright.access.KeyOutcome.Rolled;
import dev.cartwright.access.KeyOutcome.Rolling;
import dev.cartwright.access.KeyOutcome.Unknown;
import dev.cartwright.access.KeyState.Disabled;
import dev.cartwright.access.KeyState.DisabledReason;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Every act on consumer keys: making, changing, rolling, and all the ways to end them.
///
/// Safe for many threads and processes: what may be done is decided where it is written.
public final class Keys {
    /// What an operator may give out.
    private static final Predicate<KeyTerms> EVERYTHING = _ -> true;

    private final ConsumerKeyStore keys;
    private final UserStore users;
    private final SecretSealing sealing;
    private final KeyGenerator generator;
    private final InstantSource clock;
    private final KeyFaults check;

    /// What came of the wish for a new key.
    public sealed interface Creation {
        record Created(NewKey newKey) implements Creation {}

        /// @param faults all there are, at least one
        record Refused(List<Fault> faults) implements Creation {
            public Refused {
                faults = List.copyOf(faults);
            }
        }
    }

    /// What is wrong with the terms of a key. The first three texts are WooCommerce's
    /// (`class-wc-ajax.php`, `update_api_key`).
    public enum Fault {
        DESCRIPTION_MISSING("description", "Description is missing."),
        USER_MISSING("user", "User is missing."),
        PERMISSIONS_MISSING("permissions", "Permissions is missing."),
        DESCRIPTION_TOO_LONG(
                "description",
                "Description is longer than " + KeyTerms.MAX_DESCRIPTION_LENGTH + " characters."),
        DESCRIPTION_HAS_CONTROL_CHARACTERS(
                "description", "Description has control characters in it."),
        DESCRIPTION_HAS_A_SECRET("description", "Description has a consumer key or secret in it."),
        USER_UNKNOWN("user", "There is no user with this id."),
        EXPIRES_IN_THE_PAST("expires", "The date of expiry is not in the future."),
        EXPIRES_TOO_LATE("expires", "The date of expiry is after the year 9999."),
        SCOPES_EMPTY("scopes", "A key needs at least one scope."),
        TOO_MANY_NETWORKS(
                "allowed_ips",
                "More than " + KeyTerms.MAX_NETWORKS + " address ranges are not supported."),
        RATE_LIMIT_OUT_OF_RANGE(
                "rate_limit",
                "The rate limit must be between 1 and "
                        + KeyTerms.MAX_RATE_LIMIT
                        + " calls a minute.");

        private final String field;
        private final String text;

        Fault(String field, String text) {
            this.field = field;
            this.text = text;
        }

        /// The wire's name of what is wrong, but `user` for the user.
        public String field() {
            return field;
        }

        public String text() {
            return text;
        }
    }

    public Keys(
            ConsumerKeyStore keys,
            UserStore users,
            SecretSealing sealing,
            KeyGenerator generator,
            InstantSource clock) {
        this.keys = keys;
        this.users = users;
        this.sealing = sealing;
        this.generator = generator;
        this.clock = clock;
        this.check = new KeyFaults(users);
    }

    /// Makes a key with WooCommerce's three fields and stores it.
    ///
    /// @param userId 0 for none, which is refused
    /// @param permission null for none, which is refused
    public Creation create(
            long userId, String description, @Nullable Permission permission, Actor actor) {
        return create(KeyTerms.of(userId, description, permission), actor);
    }

    /// Makes a key and stores it. White space around the description is dropped.
    public Creation create(KeyTerms wanted, Actor actor) {
        KeyTerms terms = tidy(wanted);
        List<Fault> faults = check.of(null, terms, clock.instant());
        if (!faults.isEmpty()) {
            return new Creation.Refused(faults);
        }
        Pair pair = pair();
        ConsumerKey key = pair.key(terms, now(), KeyState.NEW, sealing.seal(pair.consumerSecret));
        return new Creation.Created(pair.of(keys.create(key, pair.consumerSecret, actor)));
    }

    /// Changes what is said of a key. Whoever gives it to another user lifts what was done to it
    /// because its user was gone.
    public KeyOutcome change(long id, UnaryOperator<KeyTerms> change, Actor actor) {
        return change(id, change, EVERYTHING, actor);
    }

    /// @param reach what whoever asks may give out; asked for the key as it is and as it will be
    public KeyOutcome change(
            long id, UnaryOperator<KeyTerms> change, Predicate<KeyTerms> reach, Actor actor) {
        Optional<ConsumerKey> seen = keys.find(id);
        if (seen.isEmpty()) {
            return new Unknown();
        }
        KeyTerms before = seen.get().terms();
        List<Fault> faults = check.of(before, tidy(change.apply(before)), clock.instant());
        if (!faults.isEmpty()) {
            return new Refused(faults);
        }
        return act(
                id,
                key -> {
                    KeyTerms after = tidy(change.apply(key.terms()));
                    return reach.test(key.terms()) && reach.test(after)
                            ? changed(key, after)
                            : new Ruling.Refused(KeyConflict.OUT_OF_REACH);
                },
                actor);
    }

    private Ruling changed(ConsumerKey key, KeyTerms terms) {
        if (key.revokedAt() != null) {
            return new Ruling.Refused(KeyConflict.KEY_REVOKED);
        }
        ConsumerKey after = key.withTerms(terms);
        if (terms.userId() != key.userId() && key.disabledFor(DisabledReason.OWNER_GONE)) {
            after = after.withState(key.state().withEnabled(now()));
        }
        return Ruling.of(key, after, Event.Type.KEY_CHANGED);
    }

    public KeyOutcome act(long id, KeyAct act, Actor actor) {
        return act(id, key -> act.on(key, now()), actor);
    }

    /// As [#act], unless the key is no longer as it has to be: then nothing happens.
    ///
    /// @param still looks at the key where it is written; may be asked more than once
    public KeyOutcome actIf(long id, KeyAct act, Predicate<ConsumerKey> still, Actor actor) {
        return act(
                id, key -> still.test(key) ? act.on(key, now()) : new Ruling.Unchanged(key), actor);
    }

    /// Switches a key on again.
    ///
    /// @param evenIfExposed whether somebody knows that others did not find its secret
    public KeyOutcome enable(long id, boolean evenIfExposed, Actor actor) {
        return enable(id, evenIfExposed, EVERYTHING, actor);
    }

    /// @param reach what whoever asks may give out
    public KeyOutcome enable(
            long id, boolean evenIfExposed, Predicate<KeyTerms> reach, Actor actor) {
        Optional<ConsumerKey> seen = keys.find(id);
        boolean owned = seen.filter(key -> users.find(key.userId()).isPresent()).isPresent();
        return act(id, within(reach, key -> enabled(key, owned, evenIfExposed)), actor);
    }

    private static Function<ConsumerKey, Ruling> within(
            Predicate<KeyTerms> reach, Function<ConsumerKey, Ruling> judge) {
        return key ->
                reach.test(key.terms())
                        ? judge.apply(key)
                        : new Ruling.Refused(KeyConflict.OUT_OF_REACH);
    }

    private Ruling enabled(ConsumerKey key, boolean owned, boolean evenIfExposed) {
        Disabled disabled = key.state().disabled();
        if (key.permission() == null) {
            return new Ruling.Refused(KeyConflict.ALLOWS_NOTHING);
        }
        if (!owned) {
            return new Ruling.Refused(KeyConflict.OWNER_GONE);
        }
        if (disabled == null) {
            return new Ruling.Unchanged(key);
        }
        return switch (disabled.reason()) {
            case OWNER_GONE -> new Ruling.Refused(KeyConflict.OWNER_GONE);
            case MISSING -> new Ruling.Refused(KeyConflict.KEY_MISSING);
            case EXPOSED -> evenIfExposed ? on(key) : new Ruling.Refused(KeyConflict.KEY_EXPOSED);
            case BY_HAND, UNUSED -> on(key);
        };
    }

    private Ruling on(ConsumerKey key) {
        ConsumerKey after = key.withState(key.state().withEnabled(now()));
        return Ruling.of(key, after, Event.Type.KEY_ENABLED);
    }

    /// Says that a key will be disabled because nobody uses it.
    public KeyOutcome notice(long id, int days, Actor actor) {
        return act(
                id,
                key ->
                        Ruling.of(
                                key,
                                key.withState(
                                        key.state().withNotice(new KeyState.Notice(days, now()))),
                                Event.Type.KEY_NOTICED),
                actor);
    }

    /// Makes a new key with the same terms, which takes the place of this one. Of an exposed key
    /// nothing overlaps: it stays disabled.
    public Rolling roll(long id, Overlap overlap, Actor actor) {
        return roll(id, overlap, EVERYTHING, actor);
    }

    /// @param reach what whoever asks may give out
    public Rolling roll(long id, Overlap overlap, Predicate<KeyTerms> reach, Actor actor) {
        Optional<ConsumerKey> seen = keys.find(id);
        if (seen.isEmpty()) {
            return new Unknown();
        }
        if (users.find(seen.get().userId()).isEmpty()) {
            return new Conflict(KeyConflict.OWNER_GONE);
        }
        Pair pair = pair();
        SealedSecret sealed = sealing.seal(pair.consumerSecret);
        Function<ConsumerKey, Ruling> judge =
                unlessRevoked(within(reach, key -> rolled(key, overlap, pair, sealed)));
        return keys.change(id, judge, pair.consumerSecret, actor)
                .map(ruling -> rolling(ruling, pair))
                .orElseGet(Unknown::new);
    }

    private static Rolling rolling(Ruling ruling, Pair pair) {
        return switch (ruling) {
            case Ruling.Rolled(var _, var old, var made) -> new Rolled(pair.of(made), old);
            case Ruling.Refused(var conflict) -> new Conflict(conflict);
            case Ruling.Changed _, Ruling.Unchanged _ ->
                    throw new IllegalStateException("a key was to be rolled");
        };
    }

    private Ruling rolled(ConsumerKey key, Overlap overlap, Pair pair, SealedSecret sealed) {
        Instant now = now();
        Disabled disabled = key.state().disabled();
        boolean exposed = disabled != null && disabled.reason() == DisabledReason.EXPOSED;
        KeyConflict conflict =
                key.state().rolled() == null
                        ? conflict(KeyStatus.of(key, true, now), exposed)
                        : KeyConflict.KEY_ROLLED;
        if (conflict != null) {
            return new Ruling.Refused(conflict);
        }
        KeyState after = key.state().withRolled((exposed ? Overlap.For.NONE : overlap).from(now));
        return new Ruling.Rolled(
                key,
                key.withState(after),
                pair.key(key.terms(), now, KeyState.after(key.id()), sealed));
    }

    private static @Nullable KeyConflict conflict(KeyStatus status, boolean exposed) {
        return switch (status.word()) {
            case ACTIVE, EXPIRING -> null;
            case REVOKED -> KeyConflict.KEY_REVOKED;
            case EXPIRED -> KeyConflict.KEY_EXPIRED;
            case DISABLED -> exposed ? null : KeyConflict.of(status.reason());
        };
    }

    /// False, and nothing happens, when there is no valid key with this id.
    public boolean revoke(long id, Actor actor) {
        return keys.revoke(id, actor);
    }

    private KeyOutcome act(long id, Function<ConsumerKey, Ruling> judge, Actor actor) {
        return keys.change(id, unlessRevoked(judge), actor)
                .map(Keys::outcome)
                .orElseGet(Unknown::new);
    }

    private static Function<ConsumerKey, Ruling> unlessRevoked(
            Function<ConsumerKey, Ruling> judge) {
        return key ->
                key.revokedAt() == null
                        ? judge.apply(key)
                        : new Ruling.Refused(KeyConflict.KEY_REVOKED);
    }

    private static KeyOutcome outcome(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Refused(var conflict) -> new Conflict(conflict);
            case Ruling.Unchanged(var key) -> new Done(key, key);
            case Ruling.Changed(var before, var after, var _) -> new Done(before, after);
            case Ruling.Rolled(var before, var after, var _) -> new Done(before, after);
        };
    }

    private static KeyTerms tidy(KeyTerms terms) {
        Instant expires = terms.expires();
        return terms.withDescription(terms.description().strip())
                .withExpires(expires == null ? null : expires.truncatedTo(ChronoUnit.SECONDS));
    }

    /// In whole seconds, as everything is stored.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /// The two halves that only their owner will know.
    private record Pair(String consumerKey, String consumerSecret) {
        ConsumerKey key(KeyTerms terms, Instant now, KeyState state, SealedSecret sealed) {
            return new ConsumerKey(
                    0,
                    terms,
                    KeyHash.of(consumerKey),
                    KeyHash.truncated(consumerKey),
                    sealed,
                    now,
                    null,
                    state);
        }

        NewKey of(ConsumerKey stored) {
            return new NewKey(stored, consumerKey, consumerSecret);
        }

        @Override
        public String toString() {
            return "Pair[…]";
        }
    }

    private Pair pair() {
        return new Pair(generator.consumerKey(), generator.consumerSecret());
    }
}
