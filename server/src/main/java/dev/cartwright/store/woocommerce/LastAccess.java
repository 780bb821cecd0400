package dev.cartwright.store.woocommerce;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyCopies;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.StoredUsage;
import dev.cartwright.usage.UsageDelta;
import dev.cartwright.usage.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps usage in our own store, and has WordPress's page show when a key was last used here.
///
/// Usage comes once a minute. It is only noted then: the keeper of copies writes it to the shop, so
/// that nobody waits for another database.
final class LastAccess implements UsageStore {
    private static final Logger LOG = LoggerFactory.getLogger(LastAccess.class);

    /// A right may be granted later.
    private static final long PAUSE_WITHOUT_RIGHTS = Duration.ofMinutes(10).toNanos();

    private final UsageStore own;
    private final KeyCopies keys;
    private final ShopStore settings;
    private final WooDatabase shop;
    private final Map<Long, Instant> unwritten = new ConcurrentHashMap<>();
    private long pausedUntil = System.nanoTime();
    private boolean told;

    LastAccess(UsageStore own, KeyCopies keys, ShopStore settings, WooDatabase shop) {
        this.own = own;
        this.keys = keys;
        this.settings = settings;
        this.shop = shop;
    }

    @Override
    public void add(List<UsageDelta> deltas) {
        own.add(deltas);
        for (UsageDelta delta : deltas) {
            LastUse last = delta.last();
            if (last != null) {
                unwritten.merge(delta.keyId(), last.at(), LastAccess::later);
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public StoredUsage read(long keyId, long fromDay, long fromMinute) {
        return own.read(keyId, fromDay, fromMinute);
    }

    @Override
    public boolean forget(long firstDay, long firstMinute, int atMost) {
        return own.forget(firstDay, firstMinute, atMost);
    }

    /// Does nothing when there is nothing; for one thread at a time. What cannot be written is
    /// tried again, unless the right is missing.
    void write() {
        if (unwritten.isEmpty() || System.nanoTime() - pausedUntil < 0) {
            return;
        }
        Map<Long, Instant> now = new TreeMap<>(unwritten); // locked in one order by all servers
        try {
            write(byHash(now));
        } catch (Outage e) {
            throw e;
        } catch (ReadOnly e) {
            pausedUntil = System.nanoTime() + PAUSE_WITHOUT_RIGHTS;
            if (!told) {
                told = true;
                LOG.info("WordPress is not told when keys are used: {}", e.getMessage());
            }
        }
        now.forEach(unwritten::remove);
    }

    private Map<String, Instant> byHash(Map<Long, Instant> uses) {
        Map<String, Instant> byHash = new HashMap<>();
        uses.forEach(
                (id, at) -> {
                    Optional<ConsumerKey> key = keys.find(id);
                    key.ifPresent(found -> byHash.put(found.keyHash(), at));
                });
        return new TreeMap<>(byHash);
    }

    private void write(Map<String, Instant> uses) {
        ZoneId zone = SiteTime.zone(settings.settings().timeZone());
        var table = new KeyTable(shop);
        shop.write(
                "could not note when keys were used",
                connection -> {
                    for (var use : uses.entrySet()) {
                        String local = SiteTime.write(use.getValue(), zone);
                        table.noteAccess(connection, use.getKey(), local);
                    }
                    return uses.size();
                });
    }
}
