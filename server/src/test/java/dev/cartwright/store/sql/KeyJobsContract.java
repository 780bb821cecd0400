package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyGenerator;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyState.DisabledReason;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Keys;
import dev.cartwright.access.Overlap;
import dev.cartwright.access.Permission;
import dev.cartwright.access.TestSealing;
import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.event.Actor;
import dev.cartwright.job.RolledKeys;
import dev.cartwright.job.UnusedKeyPolicy;
import dev.cartwright.job.UnusedKeys;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.UsageDelta;
import dev.cartwright.usage.UsageReport;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes of unused and of rolled keys, on a clock that stands until it is moved.
interface KeyJobsContract {
    Instant START = Instant.parse("2026-11-01T12:00:00Z");

    Database database();

    MovingClock clock();

    /// The jobs over one database, with what they said.
    final class Setup implements UnusedKeys.Listener {
        final Database database;
        final MovingClock clock;
        final SqlConsumerKeyStore store;
        final SqlUsageStore usage;
        final SqlUserStore users;
        final Keys keys;
        final UnusedKeys unused;
        final RolledKeys rolled;
        final List<String> said = new ArrayList<>();

        Setup(Database database, MovingClock clock) {
            this(database, clock, new UnusedKeyPolicy(90));
        }

        Setup(Database database, MovingClock clock, @Nullable UnusedKeyPolicy policy) {
            this.database = database;
            this.clock = clock;
            store = new SqlConsumerKeyStore(database);
            usage = new SqlUsageStore(database);
            users = new SqlUserStore(database);
            var generator = new KeyGenerator(new SecureRandom());
            keys = new Keys(store, users, TestSealing.sealing(), generator, clock);
            unused = new UnusedKeys(store, users, keys, clock, policy, this);
            rolled = new RolledKeys(store, keys, new UsageReport(usage, clock), clock);
        }

        @Override
        public void noticed(ConsumerKey key, int days) {
            said.add("noticed %d %d".formatted(key.id(), days));
        }

        @Override
        public void disabled(ConsumerKey key) {
            said.add("disabled " + key.id());
        }

        long create() {
            var terms = KeyTerms.of(1, "test", Permission.READ);
            var created = (Keys.Creation.Created) keys.create(terms, Actor.OPERATOR);
            return created.newKey().key().id();
        }

        void use(long id) {
            var last = new LastUse(clock.now, "192.0.2.1", "test");
            usage.add(List.of(new UsageDelta(id, List.of(), List.of(), last)));
        }

        ConsumerKey key(long id) {
            return store.find(id).orElseThrow();
        }

        @Nullable DisabledReason disabled(long id) {
            KeyState.Disabled disabled = key(id).state().disabled();
            return disabled == null ? null : disabled.reason();
        }

        List<String> runAt(int days) {
            clock.now = START.plus(Duration.ofDays(days));
            return unused.run(false);
        }

        List<String> roundAt(Duration after) {
            clock.now = START.plus(after);
            return rolled.run(false);
        }

        boolean over(long id) {
            KeyState.Rolled state = Objects.requireNonNull(key(id).state().rolled());
            return state.endedAt(clock.now);
        }
    }

    private Setup setup() {
        clock().now = START;
        return new Setup(database(), clock());
    }

    @Test
    default void aKeyThatWasNeverUsedIsNoticedTwiceAndThenDisabled() {
        Setup setup = setup();
        long id = setup.create();
        assertThat(setup.runAt(75)).isEmpty();
        assertThat(setup.runAt(76)).hasSize(1);
        assertThat(setup.runAt(86)).isEmpty();
        assertThat(setup.runAt(87)).hasSize(1);
        assertThat(setup.runAt(89)).isEmpty();
        assertThat(setup.disabled(id)).isNull();
        assertThat(setup.runAt(90)).hasSize(1);
        assertThat(setup.disabled(id)).isEqualTo(DisabledReason.UNUSED);
        assertThat(setup.runAt(91)).isEmpty();
        assertThat(setup.said).containsExactly("noticed 1 14", "noticed 1 3", "disabled 1");
    }

    @Test
    default void aSecondRunOfTheSameDayFindsNothing() {
        Setup setup = setup();
        setup.create();
        for (int day : List.of(76, 87, 90)) {
            assertThat(setup.runAt(day)).hasSize(1);
            assertThat(setup.runAt(day)).isEmpty();
        }
    }

    @Test
    default void theLastUseCounts() {
        Setup setup = setup();
        long id = setup.create();
        clock().now = START.plus(Duration.ofDays(50));
        setup.use(id);
        assertThat(setup.runAt(125)).isEmpty();
        assertThat(setup.runAt(126)).hasSize(1);
    }

    @Test
    default void aUseAfterTheLastNoticeSavesAKey() {
        Setup setup = setup();
        long id = setup.create();
        setup.runAt(76);
        setup.runAt(87);
        clock().now = START.plus(Duration.ofDays(89));
        setup.use(id);
        assertThat(setup.runAt(90)).isEmpty();
        assertThat(setup.runAt(89 + 76)).hasSize(1);
        assertThat(setup.disabled(id)).isNull();
        setup.runAt(89 + 87);
        setup.runAt(89 + 90);
        assertThat(setup.disabled(id)).isEqualTo(DisabledReason.UNUSED);
    }

    @Test
    default void aClockThatJumpsGivesNoticeFirst() {
        Setup setup = setup();
        long id = setup.create();
        setup.runAt(400);
        setup.runAt(401);
        setup.runAt(402);
        assertThat(setup.said).containsExactly("noticed 1 3");
        assertThat(setup.disabled(id)).isNull();
        setup.runAt(403);
        assertThat(setup.disabled(id)).isEqualTo(DisabledReason.UNUSED);
    }

    @Test
    default void aNoticeFromAClockThatWasAheadDoesNotCount() {
        Setup setup = setup();
        long id = setup.create();
        setup.runAt(400);
        assertThat(setup.runAt(5)).isEmpty();
        assertThat(setup.runAt(90)).hasSize(1);
        assertThat(setup.disabled(id)).isNull();
        setup.runAt(93);
        assertThat(setup.disabled(id)).isEqualTo(DisabledReason.UNUSED);
    }

    @Test
    default void aServerThatWasOffBetweenNoticeAndEndStillGivesThreeDays() {
        Setup setup = setup();
        long id = setup.create();
        setup.runAt(76);
        setup.runAt(200);
        assertThat(setup.disabled(id)).isNull();
        setup.runAt(202);
        assertThat(setup.disabled(id)).isNull();
        setup.runAt(203);
        assertThat(setup.disabled(id)).isEqualTo(DisabledReason.UNUSED);
    }

    @Test
    default void aKeyThatIsEnabledAgainCountsAnew() {
        Setup setup = setup();
        long id = setup.create();
        List.of(76, 87, 90).forEach(setup::runAt);
        clock().now = START.plus(Duration.ofDays(100));
        setup.keys.enable(id, false, Actor.OPERATOR);
        assertThat(setup.runAt(101)).isEmpty();
        assertThat(setup.runAt(175)).isEmpty();
        assertThat(setup.runAt(176)).hasSize(1);
        assertThat(setup.runAt(187)).hasSize(1);
        assertThat(setup.disabled(id)).isNull();
        setup.runAt(190);
        assertThat(setup.disabled(id)).isEqualTo(DisabledReason.UNUSED);
    }

    @Test
    default void aDryRunTellsAndChangesNothing() {
        Setup setup = setup();
        long id = setup.create();
        for (int day : List.of(76, 87, 90)) {
            clock().now = START.plus(Duration.ofDays(day));
            ConsumerKey before = setup.key(id);
            long revision = setup.store.revision();
            assertThat(setup.unused.run(true)).hasSize(1);
            assertThat(setup.key(id)).isEqualTo(before);
            assertThat(setup.store.revision()).isEqualTo(revision);
            assertThat(setup.said).hasSizeLessThan(3);
            setup.unused.run(false);
        }
    }

    @Test
    default void onlyKeysThatWorkAreLookedAt() {
        Setup setup = setup();
        long revoked = setup.create();
        long disabled = setup.create();
        long rolled = setup.create();
        long expired = setup.create();
        setup.keys.revoke(revoked, Actor.OPERATOR);
        setup.keys.act(disabled, KeyAct.DISABLE, Actor.OPERATOR);
        setup.keys.roll(rolled, Overlap.For.DEFAULT, Actor.OPERATOR);
        setup.keys.act(rolled + 2, KeyAct.REVOKE, Actor.OPERATOR);
        Instant tomorrow = START.plus(Duration.ofDays(1));
        setup.keys.change(expired, terms -> terms.withExpires(tomorrow), Actor.OPERATOR);
        assertThat(setup.runAt(400)).isEmpty();
    }

    @Test
    default void withoutAPolicyNothingEnds() {
        clock().now = START;
        var setup = new Setup(database(), clock(), null);
        setup.create();
        assertThat(setup.runAt(400)).isEmpty();
    }

    @Test
    default void aShortPolicyGivesOnlyTheLateNotice() {
        clock().now = START;
        var setup = new Setup(database(), clock(), new UnusedKeyPolicy(7));
        setup.create();
        assertThat(setup.runAt(3)).isEmpty();
        assertThat(setup.runAt(4)).hasSize(1);
        assertThat(setup.runAt(7)).hasSize(1);
        assertThat(setup.said).containsExactly("noticed 1 3", "disabled 1");
    }

    @Test
    default void theJobIsNamedInTheLogOfActs() {
        Setup setup = setup();
        setup.create();
        List.of(76, 87, 90).forEach(setup::runAt);
        List<String> types =
                new SqlAuditStore(database())
                        .after(EntryFilter.ALL, 0, 100).stream()
                                .filter(entry -> entry.actorId().equals(UnusedKeys.NAME))
                                .map(Entry::type)
                                .toList();
        assertThat(types).containsExactly("KEY_NOTICED", "KEY_NOTICED", "KEY_DISABLED");
    }

    @Test
    default void aRolledKeyEndsOnceItWasSilentForLongEnough() {
        Setup setup = setup();
        long id = setup.create();
        setup.keys.roll(id, new Overlap.UntilSilentFor(6), Actor.OPERATOR);
        assertThat(setup.roundAt(Duration.ofHours(6))).isEmpty();
        assertThat(setup.over(id)).isFalse();
        assertThat(setup.roundAt(Duration.ofHours(6).plus(Duration.ofMinutes(2)))).hasSize(1);
        assertThat(setup.over(id)).isTrue();
        assertThat(setup.roundAt(Duration.ofHours(7))).isEmpty();
    }

    @Test
    default void aRolledKeyThatIsUsedLivesOn() {
        Setup setup = setup();
        long id = setup.create();
        setup.keys.roll(id, new Overlap.UntilSilentFor(6), Actor.OPERATOR);
        clock().now = START.plus(Duration.ofHours(5));
        setup.use(id);
        assertThat(setup.roundAt(Duration.ofHours(10))).isEmpty();
        assertThat(setup.roundAt(Duration.ofHours(12))).hasSize(1);
        assertThat(setup.over(id)).isTrue();
    }

    @Test
    default void aKeyRolledForATimeIsLeftToTheClock() {
        Setup setup = setup();
        long id = setup.create();
        setup.keys.roll(id, Overlap.For.DEFAULT, Actor.OPERATOR);
        assertThat(setup.roundAt(Duration.ofHours(23))).isEmpty();
        assertThat(setup.over(id)).isFalse();
    }

    @Test
    default void keysThatAreRolledLaterAreSeenToo() {
        Setup setup = setup();
        assertThat(setup.roundAt(Duration.ofHours(1))).isEmpty();
        long id = setup.create();
        setup.keys.roll(id, new Overlap.UntilSilentFor(1), Actor.OPERATOR);
        clock().now = START.plus(Duration.ofHours(3));
        assertThat(setup.rolled.run(true)).hasSize(1);
        assertThat(setup.over(id)).isFalse();
        assertThat(setup.rolled.run(false)).hasSize(1);
        assertThat(setup.over(id)).isTrue();
    }
}
