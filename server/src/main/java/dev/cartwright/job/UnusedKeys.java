package dev.cartwright.job;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.KeyStatus;
import dev.cartwright.access.Keys;
import dev.cartwright.access.UserStore;
import dev.cartwright.event.Actor;
import dev.cartwright.job.UnusedKeyPolicy.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Disables keys that nobody uses, and says so before.
public final class UnusedKeys implements Job {
    public static final String NAME = "unused-keys";

    private static final Actor ACTOR = Actor.job(NAME);
    private static final LocalTime AT = LocalTime.of(3, 10);

    private final ConsumerKeyStore store;
    private final UserStore users;
    private final Keys keys;
    private final InstantSource clock;
    private final @Nullable UnusedKeyPolicy policy;
    private final Listener listener;

    /// Hears what happens to keys, to tell their owners.
    public interface Listener {
        /// @param days so many before its end
        void noticed(ConsumerKey key, int days);

        void disabled(ConsumerKey key);
    }

    /// @param policy null to leave unused keys alone
    public UnusedKeys(
            ConsumerKeyStore store,
            UserStore users,
            Keys keys,
            InstantSource clock,
            @Nullable UnusedKeyPolicy policy,
            Listener listener) {
        this.store = store;
        this.users = users;
        this.keys = keys;
        this.clock = clock;
        this.policy = policy;
        this.listener = listener;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Schedule schedule() {
        return new Schedule.Daily(AT);
    }

    @Override
    public List<String> run(boolean dryRun) {
        UnusedKeyPolicy rules = policy;
        if (rules == null) {
            return List.of();
        }
        Instant now = clock.instant();
        var report = new ArrayList<String>();
        for (ConsumerKey key : store.all()) {
            if (concerned(key, now)) {
                step(key, rules, now, dryRun).ifPresent(report::add);
            }
        }
        return report;
    }

    /// A rolled key ends by itself, and one that is refused anyway needs no end.
    private boolean concerned(ConsumerKey key, Instant now) {
        if (key.state().rolled() != null || !inUse(KeyStatus.of(key, true, now))) {
            return false;
        }
        return users.find(key.userId()).isPresent();
    }

    private static boolean inUse(KeyStatus status) {
        return switch (status.word()) {
            case ACTIVE, EXPIRING -> true;
            case EXPIRED, DISABLED, REVOKED -> false;
        };
    }

    private Optional<String> step(
            ConsumerKey key, UnusedKeyPolicy rules, Instant now, boolean dryRun) {
        Step step = rules.step(key, now);
        String name = "key %d (…%s)".formatted(key.id(), key.truncatedKey());
        return switch (step) {
            case Step.Nothing _ -> Optional.empty();
            case Step.Notice(int days) ->
                    dryRun || notice(key, days)
                            ? Optional.of(
                                    "%s will be disabled in %d days unless it is used"
                                            .formatted(name, days))
                            : Optional.empty();
            case Step.Disable _ ->
                    dryRun || disable(key, rules)
                            ? Optional.of("%s is disabled, since it is unused".formatted(name))
                            : Optional.empty();
        };
    }

    private boolean notice(ConsumerKey key, int days) {
        boolean done = changed(keys.notice(key.id(), days, ACTOR));
        if (done) {
            listener.noticed(key, days);
        }
        return done;
    }

    /// Looked at once more where it is written: it may have been used just now.
    private boolean disable(ConsumerKey key, UnusedKeyPolicy rules) {
        boolean done =
                changed(
                        keys.actIf(
                                key.id(),
                                KeyAct.DISABLE_UNUSED,
                                seen -> rules.step(seen, clock.instant()) instanceof Step.Disable,
                                ACTOR));
        if (done) {
            listener.disabled(key);
        }
        return done;
    }

    /// A key that was revoked meanwhile is nobody's fault.
    private static boolean changed(KeyOutcome outcome) {
        return outcome instanceof KeyOutcome.Done(var before, var after) && !before.equals(after);
    }
}
