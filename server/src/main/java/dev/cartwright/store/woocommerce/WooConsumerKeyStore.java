package dev.cartwright.store.woocommerce;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.KeyConflict;
import dev.cartwright.access.KeyCopies;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Ruling;
import dev.cartwright.access.SealedSecret;
import dev.cartwright.event.Actor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Keys of a living shop. Its table decides which keys there are, whose they are and what they are
/// called and allowed; what it cannot hold stands in our own store, which everything is read from.
///
/// What is granted is written there first: a failure in between leaves what the [KeyKeeper] finds
/// and copies. What is taken away is taken here first, so that it holds even when the shop cannot
/// be reached; saying it again then takes it away there too.
public final class WooConsumerKeyStore implements ConsumerKeyStore {
    private final WooDatabase shop;
    private final KeyCopies own;
    private final LongConsumer ownerNeeded;
    private final ReentrantLock writing;
    private final Sources sources;

    /// @param random for what stands in the place of a secret that the shop is not told
    record Sources(InstantSource clock, RandomGenerator random) {}

    /// @param own copies of the shop's keys, with what only we know of them
    /// @param ownerNeeded told of a user before a key is hers, so that she is known here
    /// @param writing held while something is written, so that the keeper does not look meanwhile
    WooConsumerKeyStore(
            WooDatabase shop,
            KeyCopies own,
            LongConsumer ownerNeeded,
            ReentrantLock writing,
            Sources sources) {
        this.sources = sources;
        this.shop = shop;
        this.own = own;
        this.ownerNeeded = ownerNeeded;
        this.writing = writing;
    }

    @Override
    public List<ConsumerKey> all() {
        return own.all();
    }

    @Override
    public List<ConsumerKey> changedSince(long revision) {
        return own.changedSince(revision);
    }

    @Override
    public Optional<ConsumerKey> find(long id) {
        return own.find(id);
    }

    @Override
    public long revision() {
        return own.revision();
    }

    @Override
    public void reseal(long id, SealedSecret old, SealedSecret fresh, Actor actor) {
        own.reseal(id, old, fresh, actor);
    }

    /// The shop lists the key, but cannot check it itself.
    @Override
    public ConsumerKey create(ConsumerKey key, Actor actor) {
        return create(key, untold(), actor);
    }

    @Override
    public ConsumerKey create(ConsumerKey key, String secret, Actor actor) {
        if (key.revokedAt() != null) {
            return own.create(key, actor); // the shop knows none that is over
        }
        writing.lock();
        try {
            ownerNeeded.accept(key.userId());
            long id = insert(0, key, secret);
            return orRemove(key, () -> own.createCopy(key.withId(id), actor));
        } finally {
            writing.unlock();
        }
    }

    private long insert(long id, ConsumerKey key, String secret) {
        var table = new KeyTable(shop);
        return shop.write(
                "could not write a consumer key to the shop",
                connection -> {
                    boolean free = id > 0 && !table.hasId(connection, id);
                    return table.insert(connection, free ? id : 0, key, secret);
                });
    }

    private interface Step<T> {
        T run();
    }

    /// What was written to the shop for nothing is removed.
    private <T> T orRemove(ConsumerKey key, Step<T> step) {
        try {
            return step.run();
        } catch (RuntimeException e) {
            try {
                delete(key);
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private void delete(ConsumerKey key) {
        var table = new KeyTable(shop);
        shop.write(
                "could not remove consumer key %d from the shop".formatted(key.id()),
                connection -> table.delete(connection, key.keyHash()));
    }

    /// A key that would be rolled gets a successor that the shop cannot check itself.
    @Override
    public Optional<Ruling> change(long id, Function<ConsumerKey, Ruling> judge, Actor actor) {
        return change(id, judge, untold(), actor);
    }

    private String untold() {
        return KeyTable.untold(sources.random);
    }

    @Override
    public Optional<Ruling> change(
            long id, Function<ConsumerKey, Ruling> judge, String successorSecret, Actor actor) {
        writing.lock();
        try {
            Optional<ConsumerKey> seen = own.find(id);
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            return switch (judge.apply(seen.get())) {
                case Ruling.Refused _, Ruling.Unchanged _ -> own.change(id, judge, actor);
                case Ruling.Rolled(var _, var _, var successor) ->
                        roll(id, judge, successor, successorSecret, actor);
                case Ruling.Changed(var before, var after, var _) ->
                        over(after) && !over(before)
                                ? end(after, judge, actor)
                                : write(before, after, judge, actor);
            };
        } finally {
            writing.unlock();
        }
    }

    private Optional<Ruling> roll(
            long id,
            Function<ConsumerKey, Ruling> judge,
            ConsumerKey successor,
            String secret,
            Actor actor) {
        long successorId = insert(0, successor, secret);
        Optional<Ruling> done =
                orRemove(successor, () -> own.change(id, judge, successorId, actor));
        if (done.filter(Ruling.Rolled.class::isInstance).isEmpty()) {
            delete(successor); // somebody else was faster
        }
        own.find(id).filter(WooConsumerKeyStore::over).ifPresent(this::delete);
        return done;
    }

    private Optional<Ruling> write(
            ConsumerKey before,
            ConsumerKey after,
            Function<ConsumerKey, Ruling> judge,
            Actor actor) {
        boolean revoked = before.revokedAt() != null || after.revokedAt() != null;
        if (!revoked && !writtenThere(before, after)) {
            KeyKeeper.miss(own, after.id(), sources.clock.instant());
            return Optional.of(new Ruling.Refused(KeyConflict.KEY_MISSING));
        }
        return own.change(after.id(), judge, actor);
    }

    /// Whether the shop has the key, where that matters: when there is something to write, or when
    /// the key lives again.
    private boolean writtenThere(ConsumerKey before, ConsumerKey after) {
        var table = new KeyTable(shop);
        if (!saysTheSame(before.terms(), after.terms())) {
            ownerNeeded.accept(after.userId());
            return shop.write(
                    "could not change consumer key %d in the shop".formatted(after.id()),
                    connection -> table.update(connection, after.keyHash(), after.terms()));
        }
        boolean lives = before.state().disabled() != null && after.state().disabled() == null;
        return !lives
                || shop.read(
                        "could not look for consumer key %d in the shop".formatted(after.id()),
                        connection -> table.has(connection, after.keyHash()));
    }

    /// In the words that a shop has.
    static boolean saysTheSame(KeyTerms one, KeyTerms other) {
        return one.userId() == other.userId()
                && one.description().equals(other.description())
                && one.permission() == other.permission();
    }

    private Optional<Ruling> end(
            ConsumerKey key, Function<ConsumerKey, Ruling> judge, Actor actor) {
        Optional<Ruling> done = own.change(key.id(), judge, actor);
        if (own.find(key.id()).filter(WooConsumerKeyStore::over).isPresent()) {
            delete(key);
        }
        return done;
    }

    /// Whether the shop shall know it no more. It has no word for the time at which one ends.
    static boolean over(ConsumerKey key) {
        KeyState.Rolled rolled = key.state().rolled();
        return key.revokedAt() != null || rolled != null && rolled.ended();
    }

    /// Also takes away what the shop still has of a key that is revoked already.
    @Override
    public boolean revoke(long id, Actor actor) {
        writing.lock();
        try {
            boolean revoked = own.revoke(id, actor);
            own.find(id).ifPresent(this::delete);
            return revoked;
        } finally {
            writing.unlock();
        }
    }

    /// The shop lists new ones, but cannot check them itself.
    @Override
    public int importAll(List<ConsumerKey> keys, Actor actor) {
        writing.lock();
        try {
            Map<String, ConsumerKey> known = byHash();
            var placed = new ArrayList<ConsumerKey>();
            for (ConsumerKey key : keys) {
                boolean fresh = !known.containsKey(key.keyHash());
                placed.add(fresh ? key.withId(insert(possible(key), key, untold())) : key);
            }
            int changed = own.importAll(placed, actor);
            keys.forEach(key -> writeUnlessSame(known.get(key.keyHash())));
            return changed;
        } finally {
            writing.unlock();
        }
    }

    private static long possible(ConsumerKey key) {
        return key.id() > 0 && key.id() <= ConsumerKey.MAX_ID ? key.id() : 0;
    }

    private void writeUnlessSame(@Nullable ConsumerKey before) {
        if (before == null) {
            return;
        }
        ConsumerKey after = own.find(before.id()).orElse(before);
        if (!saysTheSame(before.terms(), after.terms())) {
            var table = new KeyTable(shop);
            shop.write(
                    "could not change consumer key %d in the shop".formatted(after.id()),
                    connection -> table.update(connection, after.keyHash(), after.terms()));
        }
    }

    private Map<String, ConsumerKey> byHash() {
        Map<String, ConsumerKey> known = new HashMap<>();
        own.all().forEach(key -> known.put(key.keyHash(), key));
        return known;
    }
}
