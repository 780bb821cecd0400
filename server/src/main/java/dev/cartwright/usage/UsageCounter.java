package dev.cartwright.usage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Counts what keys do, in memory, until it is written. Counting takes no lock and waits for
/// nobody, also while it is being written.
public final class UsageCounter {
    /// Keys whose most recent calls are remembered: some 20 KB each.
    private static final int MAX_RINGS = 500;

    /// A unit of writing should be over soon, since others wait for it.
    private static final int ROWS_AT_A_TIME = 500;

    private final InstantSource clock;
    private final ClientNames clients;
    private final Rings rings;
    private final Map<Long, KeyTally> tallies = new ConcurrentHashMap<>();

    /// Held by whoever writes or reads, so that nothing is missed or counted twice; never by those
    /// who count.
    private final ReentrantLock settling = new ReentrantLock();

    /// Let go of at the last writing; somebody may have counted there at that moment.
    private List<KeyTally> leaving = List.of();

    /// @param redact masks secrets in a text
    public UsageCounter(InstantSource clock, UnaryOperator<String> redact) {
        this(clock, redact, MAX_RINGS);
    }

    UsageCounter(InstantSource clock, UnaryOperator<String> redact, int maxRings) {
        this.clock = clock;
        this.clients = new ClientNames(redact);
        this.rings = new Rings(maxRings);
    }

    public void count(Call call) {
        KeyTally known = tallies.get(call.keyId());
        KeyTally tally = known == null ? tally(call.keyId()) : known;
        long now = clock.millis();
        var recent =
                new RecentCall(
                        Instant.ofEpochMilli(now),
                        call.method(),
                        call.route(),
                        call.status(),
                        call.micros(),
                        call.address(),
                        clients.shown(call.client()),
                        call.requestId());
        tally.count(now, recent);
        Ring kept = tally.ring();
        Ring ring = kept == null ? rings.give(tally, Time.minute(now)) : kept;
        if (ring != null) {
            ring.add(recent);
        }
    }

    private KeyTally tally(long keyId) {
        return tallies.computeIfAbsent(keyId, KeyTally::new);
    }

    /// Adds to the store what it does not know yet. When that fails, it is kept for the next time.
    void write(UsageStore store) {
        List<KeyTally> all = inOrder(leaving, tallies.values());
        int next = 0;
        while (next < all.size()) {
            next = writeSome(store, all, next);
        }
        letGo();
    }

    /// By key, so that several servers lock rows of one database in the same order.
    private static List<KeyTally> inOrder(List<KeyTally> some, Collection<KeyTally> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        all.sort(Comparator.comparingLong(KeyTally::keyId));
        return all;
    }

    /// Where to go on.
    private int writeSome(UsageStore store, List<KeyTally> all, int from) {
        settling.lock();
        try {
            var deltas = new ArrayList<UsageDelta>();
            var changed = new ArrayList<KeyTally>();
            int rows = 0;
            int next = from;
            while (next < all.size() && rows < ROWS_AT_A_TIME) {
                KeyTally tally = all.get(next++);
                UsageDelta delta = tally.unwritten();
                if (delta != null) {
                    deltas.add(delta);
                    changed.add(tally);
                    rows += delta.rows();
                }
            }
            if (!deltas.isEmpty()) {
                store.add(deltas);
                long now = clock.millis();
                for (int i = 0; i < deltas.size(); i++) {
                    changed.get(i).written(deltas.get(i), now);
                }
            }
            return next;
        } finally {
            settling.unlock();
        }
    }

    private void letGo() {
        long now = clock.millis();
        leaving = tallies.values().stream().filter(tally -> tally.idle(now)).toList();
        leaving.forEach(tally -> tallies.remove(tally.keyId(), tally));
    }

    /// What the store knows together with what it does not know yet.
    StoredUsage withUnwritten(
            long keyId, long fromDay, long fromMinute, Supplier<StoredUsage> stored) {
        settling.lock();
        try {
            StoredUsage known = stored.get();
            KeyTally tally = tallies.get(keyId);
            UsageDelta delta = tally == null ? null : tally.unwritten();
            return delta == null ? known : merge(known, delta, fromDay, fromMinute);
        } finally {
            settling.unlock();
        }
    }

    private static StoredUsage merge(
            StoredUsage known, UsageDelta delta, long fromDay, long fromMinute) {
        var days = new ArrayList<>(known.days());
        delta.days().stream().filter(count -> count.day() >= fromDay).forEach(days::add);
        long lately =
                delta.minutes().stream()
                        .filter(count -> count.minute() >= fromMinute)
                        .mapToLong(MinuteCount::calls)
                        .sum();
        return new StoredUsage(
                days, known.callsLately() + lately, LastUse.laterOf(known.last(), delta.last()));
    }

    /// The most recent calls of a key on this server, newest first.
    List<RecentCall> recent(long keyId) {
        KeyTally tally = tallies.get(keyId);
        return tally == null ? List.of() : tally.recent();
    }

    /// Keys in memory.
    int size() {
        return tallies.size();
    }
}
