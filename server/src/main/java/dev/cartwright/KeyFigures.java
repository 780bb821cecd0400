package dev.cartwright;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.KeyStatus;
import dev.cartwright.access.UserStore;
import dev.cartwright.job.UnusedKeyPolicy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/// How many keys are in which state, each in one: a key that was noticed for being unused is
/// counted as that and not as active.
final class KeyFigures {
    private static final String NOTICED = "noticed";

    /// Whoever reads the figures more often gets the same ones.
    private static final Duration COUNTED_EVERY = Duration.ofMinutes(1);

    private final ConsumerKeyStore keys;
    private final UserStore users;
    private final InstantSource clock;
    private Instant countedAt = Instant.MIN;
    private Map<String, Integer> counts = Map.of();

    KeyFigures(ConsumerKeyStore keys, UserStore users, InstantSource clock) {
        this.keys = keys;
        this.users = users;
        this.clock = clock;
    }

    void bindTo(MeterRegistry registry) {
        bind(NOTICED, registry);
        for (KeyStatus.Word word : KeyStatus.Word.values()) {
            bind(word.text(), registry);
        }
    }

    private void bind(String status, MeterRegistry registry) {
        Gauge.builder("cartwright.keys", this, figures -> figures.count(status))
                .description("Consumer keys by status; noticed ones will be disabled as unused")
                .tag("status", status)
                .register(registry);
    }

    private synchronized int count(String status) {
        Instant now = clock.instant();
        boolean fresh = !countedAt.isAfter(now) && now.isBefore(later(countedAt));
        if (!fresh) {
            counts = counted(now);
            countedAt = now;
        }
        return counts.getOrDefault(status, 0);
    }

    private static Instant later(Instant moment) {
        return moment.equals(Instant.MIN) ? moment : moment.plus(COUNTED_EVERY);
    }

    private Map<String, Integer> counted(Instant now) {
        var present = new TreeMap<Long, Boolean>();
        var sums = new TreeMap<String, Integer>();
        for (ConsumerKey key : keys.all()) {
            boolean owner = present.computeIfAbsent(key.userId(), id -> users.find(id).isPresent());
            sums.merge(status(key, owner, now), 1, Integer::sum);
        }
        return sums;
    }

    private static String status(ConsumerKey key, boolean ownerPresent, Instant now) {
        KeyStatus.Word word = KeyStatus.of(key, ownerPresent, now).word();
        boolean noticed = word == KeyStatus.Word.ACTIVE && UnusedKeyPolicy.notice(key, now) != null;
        return noticed ? NOTICED : word.text();
    }
}
