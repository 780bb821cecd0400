package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authentication.Rejected;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.KeyOutcome.Conflict;
import dev.cartwright.access.KeyOutcome.Done;
import dev.cartwright.access.KeyOutcome.Refused;
import dev.cartwright.access.KeyOutcome.Rolled;
import dev.cartwright.access.KeyOutcome.Rolling;
import dev.cartwright.access.KeyOutcome.Unknown;
import dev.cartwright.access.Keys.Creation;
import dev.cartwright.access.Keys.Fault;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class KeyLifeTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HERE = "192.0.2.7";

    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final InMemoryConsumerKeyStore store = new InMemoryConsumerKeyStore(clock);
    private final InMemoryUserStore users = new InMemoryUserStore();
    private final SecretSealing sealing = TestSealing.sealing();
    private final Keys keys =
            new Keys(store, users, sealing, new KeyGenerator(new SecureRandom()), clock);
    private final ConsumerKeys door =
            new ConsumerKeys(store, users, sealing, new SecureRandom(), clock, _ -> {});

    @Test
    void aKeyWorksUntilItsDateAndIsSaidToExpireTwoWeeksBefore() {
        NewKey made = create(terms -> terms.withExpires(START.plus(Duration.ofDays(20))));
        assertThat(status(made)).isEqualTo("active");
        now = START.plus(Duration.ofDays(6));
        assertThat(status(made)).isEqualTo("expiring expires");
        now = START.plus(Duration.ofDays(20)).minusSeconds(1);
        assertThat(enter(made)).isInstanceOf(Granted.class);
        now = START.plus(Duration.ofDays(20));
        assertThat(refusal(made)).isEqualTo(Reason.KEY_EXPIRED);
        assertThat(status(made)).isEqualTo("expired expires");
    }

    @Test
    void aKeyWorksFromItsAddressesOnly() {
        NewKey made =
                create(
                        terms ->
                                terms.withNetworks(
                                        List.of(
                                                Network.parse("192.0.2.0/28"),
                                                Network.parse("2001:db8::/32"))));
        for (String inside : List.of("192.0.2.15", "2001:db8:ffff::1", "::ffff:192.0.2.1")) {
            assertThat(enter(made, inside)).as(inside).isInstanceOf(Granted.class);
        }
        for (String outside : List.of("192.0.2.16", "2001:db9::1", "unknown", "")) {
            assertThat(enter(made, outside))
                    .as(outside)
                    .isEqualTo(new Rejected(Reason.ADDRESS_NOT_ALLOWED, made.key().id(), null));
        }
    }

    @Test
    void aDisabledKeyIsRefusedUntilItIsEnabled() {
        NewKey made = create();
        done(keys.act(made.key().id(), KeyAct.DISABLE, Actor.OPERATOR));
        assertThat(refusal(made)).isEqualTo(Reason.KEY_DISABLED);
        assertThat(status(made)).isEqualTo("disabled by_hand");
        done(keys.enable(made.key().id(), false, Actor.OPERATOR));
        assertThat(enter(made)).isInstanceOf(Granted.class);
        assertThat(stored(made).state().enabledAt()).isEqualTo(START);
    }

    @Test
    void doingTwiceWhatIsDoneChangesNothing() {
        long id = create().key().id();
        done(keys.act(id, KeyAct.DISABLE, Actor.OPERATOR));
        long revision = store.revision();
        done(keys.act(id, KeyAct.DISABLE, Actor.OPERATOR));
        done(keys.act(id, KeyAct.DISABLE_UNUSED, Actor.OPERATOR));
        assertThat(store.revision()).isEqualTo(revision);
        done(keys.enable(id, false, Actor.OPERATOR));
        revision = store.revision();
        done(keys.enable(id, false, Actor.OPERATOR));
        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void anExposedKeyIsOnlyEnabledByForceAndRolledWithoutOverlap() {
        NewKey made = create();
        done(keys.act(made.key().id(), KeyAct.EXPOSE, Actor.SYSTEM));
        assertThat(status(made)).isEqualTo("disabled exposed");
        assertThat(keys.enable(made.key().id(), false, Actor.OPERATOR))
                .isEqualTo(new Conflict(KeyConflict.KEY_EXPOSED));
        Rolled rolled = rolled(keys.roll(made.key().id(), new Overlap.For(days(9)), Actor.SYSTEM));
        assertThat(enter(rolled.made())).isInstanceOf(Granted.class);
        assertThat(refusal(made)).isEqualTo(Reason.KEY_DISABLED);

        NewKey falseAlarm = create();
        done(keys.act(falseAlarm.key().id(), KeyAct.EXPOSE, Actor.SYSTEM));
        done(keys.enable(falseAlarm.key().id(), true, Actor.OPERATOR));
        assertThat(enter(falseAlarm)).isInstanceOf(Granted.class);
    }

    @Test
    void bothKeysWorkUntilTheOverlapEnds() {
        NewKey old = create(terms -> terms.withRateLimit(77).withScopes(Set.of(Scope.SESSIONS)));
        Rolled rolled = rolled(keys.roll(old.key().id(), new Overlap.For(days(2)), Actor.SYSTEM));
        NewKey made = rolled.made();
        assertThat(made.key().terms()).isEqualTo(old.key().terms());
        assertThat(made.key().state().rolledFrom()).isEqualTo(old.key().id());
        assertThat(over(rolled).successor()).isEqualTo(made.key().id());
        assertThat(status(old)).isEqualTo("expiring rolled");
        now = START.plus(days(2)).minusSeconds(1);
        assertThat(enter(old)).isInstanceOf(Granted.class);
        assertThat(enter(made)).isInstanceOf(Granted.class);
        now = START.plus(days(2));
        assertThat(refusal(old)).isEqualTo(Reason.KEY_EXPIRED);
        assertThat(status(old)).isEqualTo("expired rolled");
        assertThat(enter(made)).isInstanceOf(Granted.class);
    }

    @Test
    void anOverlapOfNothingEndsTheOldKeyAtOnce() {
        NewKey old = create();
        rolled(keys.roll(old.key().id(), Overlap.For.NONE, Actor.SYSTEM));
        assertThat(refusal(old)).isEqualTo(Reason.KEY_EXPIRED);
    }

    @Test
    void anOverlapIsEndedByHand() {
        NewKey old = create();
        assertThat(keys.act(old.key().id(), KeyAct.END_OVERLAP, Actor.OPERATOR))
                .isEqualTo(new Conflict(KeyConflict.KEY_NOT_ROLLED));
        rolled(keys.roll(old.key().id(), Overlap.For.DEFAULT, Actor.OPERATOR));
        done(keys.act(old.key().id(), KeyAct.END_OVERLAP, Actor.OPERATOR));
        assertThat(refusal(old)).isEqualTo(Reason.KEY_EXPIRED);
        done(keys.act(old.key().id(), KeyAct.END_OVERLAP, Actor.OPERATOR));
    }

    @Test
    void anOverlapUntilSilenceCountsFromTheLastUseOrFromTheRoll() {
        long id = create().key().id();
        Rolled rolled = rolled(keys.roll(id, new Overlap.UntilSilentFor(6), Actor.OPERATOR));
        KeyState.Rolled over = over(rolled);
        assertThat(over.until()).isEqualTo(START.plus(days(30)));
        Instant later = START.plus(Duration.ofHours(6));
        assertThat(over.silentAt(later.minusSeconds(1), null)).isFalse();
        assertThat(over.silentAt(later, START.minusSeconds(99))).isTrue();
        assertThat(over.silentAt(later, START.plusSeconds(1))).isFalse();
        assertThat(over.silentAt(later.plusSeconds(1), START.plusSeconds(1))).isTrue();
    }

    @Test
    void whatCannotBeRolledIsSaid() {
        long rolled = create().key().id();
        rolled(keys.roll(rolled, Overlap.For.DEFAULT, Actor.OPERATOR));
        long revoked = create().key().id();
        keys.revoke(revoked, Actor.OPERATOR);
        long disabled = create().key().id();
        keys.act(disabled, KeyAct.DISABLE, Actor.OPERATOR);
        long expired = create(terms -> terms.withExpires(START.plusSeconds(1))).key().id();
        now = START.plusSeconds(1);
        var expected =
                Map.of(
                        rolled, KeyConflict.KEY_ROLLED,
                        revoked, KeyConflict.KEY_REVOKED,
                        disabled, KeyConflict.KEY_DISABLED,
                        expired, KeyConflict.KEY_EXPIRED);
        int before = store.all().size();
        expected.forEach(
                (id, conflict) ->
                        assertThat(keys.roll(id, Overlap.For.DEFAULT, Actor.OPERATOR))
                                .isEqualTo(new Conflict(conflict)));
        assertThat(keys.roll(999, Overlap.For.DEFAULT, Actor.OPERATOR)).isEqualTo(new Unknown());
        assertThat(store.all()).hasSize(before);
    }

    @Test
    void ofManyRollsAtOnceOneHappens() throws Exception {
        long id = create().key().id();
        var tasks = new ArrayList<Callable<Rolling>>();
        for (int i = 0; i < 16; i++) {
            tasks.add(() -> keys.roll(id, Overlap.For.DEFAULT, Actor.OPERATOR));
        }
        int happened = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(tasks)) {
                happened += result.get() instanceof Rolled ? 1 : 0;
            }
        }
        assertThat(happened).isEqualTo(1);
        assertThat(store.all()).hasSize(2);
    }

    @Test
    void aRevokedKeyStaysAsItIs() {
        long id = create().key().id();
        keys.revoke(id, Actor.OPERATOR);
        var revoked = new Conflict(KeyConflict.KEY_REVOKED);
        for (KeyAct act : KeyAct.values()) {
            assertThat(keys.act(id, act, Actor.OPERATOR)).as(act.name()).isEqualTo(revoked);
        }
        assertThat(keys.enable(id, true, Actor.OPERATOR)).isEqualTo(revoked);
        assertThat(keys.change(id, terms -> terms.withDescription("x"), Actor.OPERATOR))
                .isEqualTo(revoked);
    }

    @Test
    void anOrphanedKeyIsGivenToSomebodyElse() {
        users.importAll(
                List.of(new User(7, "seven", "", "Seven", null, List.of("shop_manager"), Map.of())),
                Actor.IMPORT);
        NewKey made = create(terms -> terms.withUserId(7));
        users.delete(7, Actor.OPERATOR);
        assertThat(refusal(made)).isEqualTo(Reason.OWNER_GONE);
        assertThat(keys.roll(made.key().id(), Overlap.For.DEFAULT, Actor.OPERATOR))
                .isEqualTo(new Conflict(KeyConflict.OWNER_GONE));
        done(keys.change(made.key().id(), terms -> terms.withUserId(1), Actor.OPERATOR));
        assertThat(enter(made)).isInstanceOf(Granted.class);
    }

    @Test
    void givingAKeyAwayLiftsOnlyThatItsOwnerWasGone() {
        long id = create().key().id();
        var gone = new KeyState.Disabled(START, KeyState.DisabledReason.OWNER_GONE);
        store.change(
                id,
                key ->
                        Ruling.of(
                                key,
                                key.withState(key.state().withDisabled(gone)),
                                Event.Type.KEY_DISABLED),
                Actor.OPERATOR);
        users.create(new UserStore.NewUser("two", "", "Two", List.of()), Actor.OPERATOR);
        assertThat(keys.enable(id, true, Actor.OPERATOR))
                .isEqualTo(new Conflict(KeyConflict.OWNER_GONE));
        done(keys.change(id, terms -> terms.withUserId(2), Actor.OPERATOR));
        assertThat(store.find(id).orElseThrow().state().disabled()).isNull();
        keys.act(id, KeyAct.DISABLE, Actor.OPERATOR);
        done(keys.change(id, terms -> terms.withUserId(1), Actor.OPERATOR));
        assertThat(store.find(id).orElseThrow().state().disabled()).isNotNull();
    }

    @Test
    void termsAreChangedAsAWholeOrNotAtAll() {
        NewKey made = create();
        ConsumerKey before = stored(made);
        var faults =
                ((Refused)
                                keys.change(
                                        made.key().id(),
                                        terms ->
                                                terms.withDescription("")
                                                        .withUserId(99)
                                                        .withExpires(START)
                                                        .withScopes(Set.of())
                                                        .withRateLimit(0),
                                        Actor.OPERATOR))
                        .faults();
        assertThat(faults)
                .containsExactly(
                        Fault.DESCRIPTION_MISSING,
                        Fault.USER_UNKNOWN,
                        Fault.EXPIRES_IN_THE_PAST,
                        Fault.SCOPES_EMPTY,
                        Fault.RATE_LIMIT_OUT_OF_RANGE);
        assertThat(stored(made)).isEqualTo(before);
        done(
                keys.change(
                        made.key().id(),
                        terms ->
                                terms.withDescription(" <b>new</b> ")
                                        .withPermission(Permission.READ),
                        Actor.OPERATOR));
        assertThat(stored(made).description()).isEqualTo("<b>new</b>");
        assertThat(((Granted) enter(made)).principal().permission()).isEqualTo(Permission.READ);
    }

    @Test
    void whatAnImportedKeyHasThatWouldBeRefusedStaysAsLongAsItIsNotChanged() {
        long id =
                store.create(
                                new ConsumerKey(
                                        0,
                                        KeyTerms.of(55, "", null),
                                        KeyHash.of("ck_i"),
                                        "i",
                                        sealing.seal("cs"),
                                        START,
                                        null,
                                        KeyState.NEW),
                                Actor.IMPORT)
                        .id();
        assertThat(keys.enable(id, true, Actor.OPERATOR))
                .isEqualTo(new Conflict(KeyConflict.ALLOWS_NOTHING));
        done(keys.change(id, terms -> terms.withPermission(Permission.READ), Actor.OPERATOR));
        assertThat(store.find(id).orElseThrow().permission()).isEqualTo(Permission.READ);
    }

    @Test
    void aKeyMadeOfThreeWordsHasEveryScope() {
        Principal plain = ((Granted) enter(create())).principal();
        assertThat(EnumSet.allOf(Scope.class)).allMatch(plain::has);
        NewKey made = create(terms -> terms.withScopes(Set.of(Scope.SESSIONS)));
        Principal narrow = ((Granted) enter(made)).principal();
        assertThat(narrow.has(Scope.SESSIONS)).isTrue();
        assertThat(narrow.has(Scope.PERSONAL_DATA)).isFalse();
    }

    @Test
    void nobodyHandsOutMoreThanSheHas() {
        Principal narrow = new Principal(1, 1, Permission.READ, Set.of(Scope.KEYS), Set.of());
        KeyTerms keysOnly = KeyTerms.of(1, "x", Permission.READ).withScopes(Set.of(Scope.KEYS));
        assertThat(narrow.mayGrant(keysOnly)).isTrue();
        assertThat(narrow.mayGrant(keysOnly.withPermission(Permission.READ_WRITE))).isFalse();
        assertThat(narrow.mayGrant(keysOnly.withPermission(Permission.WRITE))).isFalse();
        assertThat(narrow.mayGrant(keysOnly.withScopes(null))).isFalse();
    }

    @Test
    void whatHoldsAKeyBackHoldsBackWhatItMakes() {
        KeyTerms own =
                KeyTerms.of(1, "x", Permission.READ)
                        .withNetworks(List.of(Network.parse("10.0.0.0/8")))
                        .withRateLimit(60)
                        .withExpires(START.plusSeconds(60));
        var held = new Principal(1, own, Permission.READ, Set.of());
        assertThat(held.mayGrant(own)).isTrue();
        assertThat(held.mayGrant(own.withNetworks(List.of(Network.parse("10.9.0.0/16"))))).isTrue();
        assertThat(held.mayGrant(own.withNetworks(List.of()))).isFalse();
        assertThat(held.mayGrant(own.withNetworks(List.of(Network.parse("0.0.0.0/0"))))).isFalse();
        assertThat(held.mayGrant(own.withExpires(null))).isFalse();
        assertThat(held.mayGrant(own.withExpires(START.plusSeconds(61)))).isFalse();
        assertThat(held.mayGrant(own.withRateLimit(null))).isFalse();
        assertThat(held.mayGrant(own.withRateLimit(61))).isFalse();
    }

    @Test
    void aRolledKeyMakesNothingThatOutlivesIt() {
        NewKey old = create();
        rolled(keys.roll(old.key().id(), new Overlap.For(days(1)), Actor.OPERATOR));
        Principal dying = ((Granted) enter(old)).principal();
        KeyTerms wanted = KeyTerms.of(1, "x", Permission.READ);
        assertThat(dying.mayGrant(wanted)).isFalse();
        assertThat(dying.mayGrant(wanted.withExpires(START.plus(days(1))))).isTrue();
    }

    @Test
    void aClockThatJumpsBackRevivesNothingThatWasEndedByHand() {
        NewKey old = create();
        now = START.plusSeconds(500);
        rolled(keys.roll(old.key().id(), Overlap.For.DEFAULT, Actor.OPERATOR));
        done(keys.act(old.key().id(), KeyAct.END_OVERLAP, Actor.OPERATOR));
        now = START;
        assertThat(refusal(old)).isEqualTo(Reason.KEY_EXPIRED);
    }

    private NewKey create() {
        return create(terms -> terms);
    }

    private NewKey create(UnaryOperator<KeyTerms> terms) {
        KeyTerms wanted = terms.apply(KeyTerms.of(1, "test", Permission.READ_WRITE));
        return switch (keys.create(wanted, Actor.OPERATOR)) {
            case Creation.Created(var made) -> made;
            case Creation.Refused(var faults) -> throw new AssertionError(faults);
        };
    }

    private ConsumerKey stored(NewKey made) {
        return store.find(made.key().id()).orElseThrow();
    }

    private String status(NewKey made) {
        KeyStatus status = KeyStatus.of(stored(made), true, now);
        return Optional.ofNullable(status.reason())
                .map(reason -> status.word().text() + " " + reason.text())
                .orElse(status.word().text());
    }

    private Authentication enter(NewKey made) {
        return enter(made, HERE);
    }

    private Authentication enter(NewKey made, String address) {
        door.refresh();
        var pair = new KeyAndSecret(made.consumerKey(), made.consumerSecret());
        return door.authenticate(pair, Permission.READ, address);
    }

    private Reason refusal(NewKey made) {
        return ((Rejected) enter(made)).reason();
    }

    private static void done(KeyOutcome outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
    }

    private static Rolled rolled(Rolling outcome) {
        return (Rolled) outcome;
    }

    private static KeyState.Rolled over(Rolled rolled) {
        return Objects.requireNonNull(rolled.previous().state().rolled());
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
