package dev.cartwright.job;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.Keys;
import dev.cartwright.event.Actor;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ends rolled keys that were to live until they are silent, once they are.
public final class RolledKeys implements Job {
    public static final String NAME = "rolled-keys";

    /// Servers write each minute how keys were used; a late one gets as long again.
    static final Duration MARGIN = Duration.ofMinutes(2);

    private static final Actor ACTOR = Actor.job(NAME);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final ConsumerKeyStore store;
    private final Keys keys;
    private final UsageReport usage;
    private final InstantSource clock;

    /// Reading all keys each minute is too much where nothing changes.
    private volatile Seen seen = new Seen(-1, List.of());

    /// @param revision of the keys when they were looked at
    /// @param waiting those that live until they are silent
    private record Seen(long revision, List<Long> waiting) {}

    public RolledKeys(ConsumerKeyStore store, Keys keys, UsageReport usage, InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.usage = usage;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Schedule schedule() {
        return new Schedule.Every(EVERY);
    }

    @Override
    public List<String> run(boolean dryRun) {
        Instant now = clock.instant();
        var report = new ArrayList<String>();
        for (long id : waiting()) {
            Instant used = lastUse(id);
            boolean due = store.find(id).filter(key -> silent(key, used, now)).isPresent();
            if (due && (dryRun || end(id, used, now))) {
                report.add("key %d has ended, since it is silent".formatted(id));
            }
        }
        return report;
    }

    private List<Long> waiting() {
        long revision = store.revision();
        Seen known = seen;
        if (known.revision != revision) {
            known =
                    new Seen(
                            revision,
                            store.all().stream()
                                    .filter(key -> hours(key).isPresent())
                                    .map(ConsumerKey::id)
                                    .toList());
            seen = known;
        }
        return known.waiting;
    }

    private static Optional<Integer> hours(ConsumerKey key) {
        KeyState.Rolled rolled = key.state().rolled();
        return key.revokedAt() != null || rolled == null || rolled.ended()
                ? Optional.empty()
                : Optional.ofNullable(rolled.silentHours());
    }

    private @Nullable Instant lastUse(long id) {
        LastUse last = usage.lately(id).last();
        return last == null ? null : last.at();
    }

    private static boolean silent(ConsumerKey key, @Nullable Instant used, Instant now) {
        KeyState.Rolled rolled = key.state().rolled();
        Instant noted = key.lastAccess();
        boolean later = used == null || (noted != null && noted.isAfter(used));
        return rolled != null
                && !rolled.endedAt(now)
                && rolled.silentAt(now.minus(MARGIN), later ? noted : used);
    }

    private boolean end(long id, @Nullable Instant used, Instant now) {
        KeyOutcome outcome =
                keys.actIf(id, KeyAct.END_OVERLAP, key -> silent(key, used, now), ACTOR);
        return outcome instanceof KeyOutcome.Done(var before, var after) && !before.equals(after);
    }
}
