package dev.cartwright.store.woocommerce;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyCopies;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Ruling;
import dev.cartwright.access.SealedSecret;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.event.Actor;
import dev.cartwright.shop.ShopStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Follows the shop's table of keys: copies what is new or changed there. What is gone there is
/// refused here until it is back, as after a backup that is restored bit by bit.
///
/// For one thread at a time, while nobody of this process writes keys.
final class KeyKeeper {
    /// In the record of acts.
    static final Actor ACTOR = Actor.job("woocommerce");

    /// Also without a change there: ours may have changed, and the last uses are not looked at.
    private static final long COMPARED_EVERY = Duration.ofMinutes(1).toNanos();

    /// An empty table is believed when it stays so: somebody may be putting it back from a dump.
    private static final long BELIEVED_AFTER = Duration.ofMillis(200).toNanos();

    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final WooDatabase shop;
    private final KeyCopies own;
    private final ShopStore settings;
    private final SecretSealing sealing;
    private final InstantSource clock;
    private @Nullable String mark;
    private long comparedAt;
    private @Nullable Long emptySince;

    KeyKeeper(
            WooDatabase shop,
            KeyCopies own,
            ShopStore settings,
            SecretSealing sealing,
            InstantSource clock) {
        this.shop = shop;
        this.own = own;
        this.settings = settings;
        this.sealing = sealing;
        this.clock = clock;
    }

    /// Cheap when nothing has changed.
    void look() {
        var table = new KeyTable(shop);
        String now = shop.read("could not look at the shop's keys", table::mark);
        long nanos = System.nanoTime();
        if (!now.equals(mark) || nanos - comparedAt > COMPARED_EVERY) {
            List<ConsumerKey> known = own.all(); // first: whatever is here has been there
            List<KeyTable.Row> rows = shop.read("could not read the shop's keys", table::all);
            if (believable(rows, known)) {
                follow(rows, known);
                mark = now;
                comparedAt = nanos;
            }
        }
    }

    private boolean believable(List<KeyTable.Row> rows, List<ConsumerKey> known) {
        boolean gone = rows.isEmpty() && known.stream().anyMatch(this::alive);
        if (!gone) {
            emptySince = null;
            return true;
        }
        long now = System.nanoTime();
        Long since = emptySince;
        if (since == null) {
            emptySince = now;
            return false;
        }
        return now - since > BELIEVED_AFTER;
    }

    private boolean alive(ConsumerKey key) {
        return !key.overAt(clock.instant());
    }

    private void follow(List<KeyTable.Row> rows, List<ConsumerKey> known) {
        Map<String, ConsumerKey> byHash = new HashMap<>();
        known.forEach(key -> byHash.put(key.keyHash(), key));
        var there = new HashSet<String>();
        var changed = new ArrayList<ConsumerKey>();
        var uses = new HashMap<Long, Instant>();
        ZoneId zone = SiteTime.zone(settings.settings().timeZone());
        for (KeyTable.Row row : rows) {
            if (!HASH.matcher(row.hash()).matches() || !there.add(row.hash())) {
                continue; // no key, or its second row, which WooCommerce never finds
            }
            ConsumerKey key = byHash.get(row.hash());
            ConsumerKey now = now(row, key, SiteTime.read(row.lastAccess(), zone));
            if (now != null && differs(now, key)) {
                changed.add(now);
            } else if (now != null && key != null && usedLater(now, key)) {
                uses.put(key.id(), now.lastAccess());
            }
        }
        if (!changed.isEmpty()) {
            own.follow(changed, ACTOR);
        }
        if (!uses.isEmpty()) {
            own.noteAccess(uses);
        }
        known.stream()
                .filter(key -> alive(key) && !there.contains(key.keyHash()))
                .forEach(key -> miss(own, key.id(), clock.instant()));
    }

    /// It lives again when the shop has it again.
    static void miss(KeyCopies own, long id, Instant now) {
        own.change(
                id,
                key ->
                        key.revokedAt() == null
                                ? KeyAct.MISS.on(key, now)
                                : new Ruling.Unchanged(key),
                ACTOR);
    }

    /// Null for a row that can be no key, since the shop has no secret of it and neither have we;
    /// and for one that might be the one that was missing, but does not show its secret.
    private @Nullable ConsumerKey now(
            KeyTable.Row row, @Nullable ConsumerKey known, @Nullable Instant lastAccess) {
        SealedSecret secret = known == null ? null : known.secret();
        boolean told = KeyTable.tellsSecret(row);
        if (told && (secret == null || !sealing.matches(secret, row.secret()))) {
            secret = sealing.seal(row.secret());
        }
        boolean missing = known != null && known.disabledFor(KeyState.DisabledReason.MISSING);
        if (secret == null || (missing && !told)) {
            return null;
        }
        return new ConsumerKey(
                row.id(),
                KeyTerms.of(
                        row.userId(),
                        CONTROLS.matcher(row.description()).replaceAll(""),
                        Permission.parse(row.permissions()).orElse(null)),
                row.hash(),
                row.truncated(),
                secret,
                clock.instant(),
                lastAccess,
                KeyState.NEW);
    }

    private static boolean differs(ConsumerKey now, @Nullable ConsumerKey known) {
        if (known == null) {
            return true;
        }
        boolean same =
                WooConsumerKeyStore.saysTheSame(now.terms(), known.terms())
                        && now.truncatedKey().equals(known.truncatedKey())
                        && now.secret().equals(known.secret())
                        && !known.disabledFor(KeyState.DisabledReason.MISSING);
        return !same && known.revokedAt() == null;
    }

    private static boolean usedLater(ConsumerKey now, ConsumerKey known) {
        Instant there = now.lastAccess();
        Instant here = known.lastAccess();
        return there != null && (here == null || there.isAfter(here));
    }
}
