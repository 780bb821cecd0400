package dev.cartwright.store.woocommerce;

import dev.cartwright.outage.Outage;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.ShopCart;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// How far the index is, and how old what it tells may be.
final class IndexProgress {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /// Whoever did not look for longer cannot tell when a row came to be.
    private static final Duration WATCHED = Duration.ofSeconds(30);

    private final Map<CartTable, SweepClock> clocks = new EnumMap<>(CartTable.class);
    private final Map<CartTable, Long> newest = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final AtomicLong scanned = new AtomicLong();
    private volatile long expected;
    private volatile boolean complete;
    private volatile Instant watchedAt = Instant.EPOCH;
    private volatile @Nullable Followed followed;
    private volatile ReadSo readSo;

    /// How rows are read.
    ///
    /// @param salt of their fingerprints
    /// @param since rows that the index has from before may have been read in another way
    private record ReadSo(String salt, Instant since) {}

    /// The binary log was followed without a gap, and everything in it looked at.
    ///
    /// @param from changes of this moment and later are in the part that was followed
    /// @param to those before this moment have been looked at
    private record Followed(Instant from, Instant to) {}

    /// @param complete whether an earlier run filled the index
    /// @param sweptAt since when changes may be missing in it
    /// @param salt of the fingerprints in it
    IndexProgress(boolean complete, Instant sweptAt, String salt) {
        this.complete = complete;
        readSo = new ReadSo(salt, Instant.MIN);
        for (CartTable table : CartTable.values()) {
            clocks.put(table, new SweepClock(sweptAt));
        }
    }

    boolean complete() {
        return complete;
    }

    /// @throws Outage while lists would be wrong
    void requireComplete() {
        if (!complete) {
            throw incomplete();
        }
    }

    private Outage incomplete() {
        long rows = scanned.get();
        String far = expected == 0 ? "" : ": %d of about %d".formatted(rows, expected);
        return new Outage("The index of the shop's carts is being built" + far, retryAfter(rows));
    }

    private Duration retryAfter(long rows) {
        long missing = Math.max(0, expected - rows);
        Duration guess = Duration.ofMillis(1_000 + missing / 10);
        return guess.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : guess;
    }

    /// Held by whoever changes the index while it is complete.
    final class Changing implements AutoCloseable {
        private Changing() {}

        @Override
        public void close() {
            gate.readLock().unlock();
        }
    }

    /// Empty while the index is being filled: then nobody else may change it.
    Optional<Changing> changing() {
        if (!gate.readLock().tryLock()) { // nobody waits for a filling that is about to begin
            return Optional.empty();
        }
        if (complete) {
            return Optional.of(new Changing());
        }
        gate.readLock().unlock();
        return Optional.empty();
    }

    /// @throws Outage while the index is being filled
    Changing requireChanging() {
        return changing().orElseThrow(this::incomplete);
    }

    /// It is about to be filled anew, or is being filled elsewhere.
    void outdated() {
        complete = false;
    }

    /// It can be used, whoever filled it.
    void usable() {
        complete = true;
    }

    /// Another process has filled it. What this one swept or followed meanwhile may be older again.
    ///
    /// @param before a moment when that had not begun
    void filledElsewhere(Instant before) {
        unfollow();
        clocks.values().forEach(clock -> clock.atMost(before));
    }

    /// Waits for those who change the index.
    void begin() {
        complete = false;
        gate.writeLock().lock();
        try {
            scanned.set(0);
            expected = 0;
        } finally {
            gate.writeLock().unlock();
        }
    }

    /// @param rows that will be read by this process, about
    void expect(long rows) {
        expected = rows;
    }

    void scanned(long rows) {
        scanned.addAndGet(rows);
    }

    long scanned() {
        return scanned.get();
    }

    /// From 0 to 1.
    double share() {
        if (complete) {
            return 1;
        }
        return expected == 0 ? 0 : Math.min(1, (double) scanned.get() / expected);
    }

    /// @param begun when the scan began: what changed since may be missing
    void filled(Instant begun) {
        clocks.values().forEach(clock -> clock.reset(begun));
    }

    SweepClock clock(CartTable table) {
        SweepClock clock = clocks.get(table);
        if (clock == null) {
            throw new IllegalStateException("every table has a clock");
        }
        return clock;
    }

    /// What changed in the shop before this moment is in the index.
    Instant sweptAt() {
        return clocks.keySet().stream()
                .map(this::sweptAt)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /// The same of one table. A sweep that is as young as the beginning of what was followed makes
    /// that count.
    Instant sweptAt(CartTable table) {
        Instant known = knownAt(table);
        ReadSo so = readSo;
        return clock(table).oldest().isBefore(so.since) && known.isAfter(so.since)
                ? so.since
                : known;
    }

    private Instant knownAt(CartTable table) {
        Instant swept = clock(table).oldest();
        Followed log = followed;
        if (log == null || swept.isBefore(log.from)) {
            return swept;
        }
        return log.to.isAfter(swept) ? log.to : swept;
    }

    /// From now on rows are read in another way: with another currency, or by a better reader. What
    /// the index has of them is old until a sweep has read them again.
    ///
    /// @return whether this is another way
    boolean read(String salt, Instant now) {
        boolean other = !readSo.salt.equals(salt);
        if (other) {
            readSo = new ReadSo(salt, now);
        }
        return other;
    }

    /// All rows were read so.
    void filledBy(String salt) {
        readSo = new ReadSo(salt, Instant.MIN);
    }

    /// The salt of all fingerprints in the index; empty while it has some of another one.
    String salt() {
        return readsAgain() ? "" : readSo.salt;
    }

    private boolean readsAgain() {
        Instant since = readSo.since;
        return clocks.values().stream().anyMatch(clock -> clock.oldest().isBefore(since));
    }

    /// Whether rows of the table may differ from what the index has without having changed.
    ///
    /// @param salt by which they were read
    boolean readsAgain(CartTable table, String salt) {
        ReadSo so = readSo;
        return !so.salt.equals(salt) || clock(table).oldest().isBefore(so.since);
    }

    /// The binary log is followed from now on.
    ///
    /// @param from see [Followed#from]
    void follow(Instant from) {
        followed = new Followed(from, from);
    }

    /// Whether it is followed, though perhaps a sweep is missing to make that count.
    boolean follows() {
        return followed != null;
    }

    /// Whether the index knows every change by following.
    boolean followed() {
        Followed log = followed;
        if (log == null || readsAgain()) {
            return false;
        }
        Instant from = log.from;
        return clocks.values().stream().noneMatch(clock -> clock.oldest().isBefore(from));
    }

    /// @param moment changes before it have been looked at
    void followedTo(Instant moment) {
        Followed log = followed;
        if (log != null && moment.isAfter(log.to)) {
            followed = new Followed(log.from, moment);
        }
    }

    /// Something of the log was missed.
    void unfollow() {
        Followed log = followed;
        if (log != null) {
            // what is being read again is no younger than its sweep
            Instant since = readSo.since;
            clocks.forEach(
                    (table, clock) -> {
                        if (!clock.oldest().isBefore(since)) {
                            clock.atLeast(sweptAt(table));
                        }
                    });
            followed = null;
        }
    }

    /// Whether the row came to be while the table was watched.
    boolean isNew(ShopCart row, Instant now) {
        Long last = newest.get(row.table());
        boolean watched = Duration.between(watchedAt, now).compareTo(WATCHED) < 0;
        return watched && last != null && row.id() > last;
    }

    /// @param last the greatest number there is
    void watched(CartTable table, long last) {
        newest.put(table, last);
    }

    void watchedAt(Instant moment) {
        watchedAt = moment;
    }
}
