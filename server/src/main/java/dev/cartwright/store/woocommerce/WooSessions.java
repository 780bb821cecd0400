package dev.cartwright.store.woocommerce;

import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionStore;
import dev.cartwright.woocommerce.LiveCarts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Everything that makes sessions of a shop's carts: the store, and the keeper of its index.
public final class WooSessions implements AutoCloseable {
    private final IndexProgress progress;
    private final WooSessionStore store;
    private final IndexKeeper keeper;
    private final InstantSource clock;

    /// What is kept in our own database.
    ///
    /// @param sessions where index and trash stand among the rows
    public record Own(SessionStore sessions, SessionIndex index, ForeignTrash trash) {}

    /// How the index follows the shop.
    ///
    /// @param random gives the number under which the binary log is read
    public record Following(SweptAt sweptAt, LogUse log, RandomGenerator random) {}

    /// Does not fail when the shop's database is down.
    ///
    /// @param reader knows the shop's currency of the moment
    public WooSessions(
            WooDatabase shop,
            Own own,
            Supplier<LiveCarts> reader,
            Following following,
            InstantSource clock) {
        this.clock = clock;
        SweptAt sweptAt = following.sweptAt;
        progress = new IndexProgress(own.index.complete(), sweptAt.last(), sweptAt.reader());
        var layouts = new CartLayouts(shop);
        var carts = new ShopCarts(shop, layouts);
        var people = new ShopPeople(shop, layouts);
        var guards = new KeyGuards();
        var view = new ShopView(carts, people, own.index, guards, progress, reader, clock);
        var rows = new ShopRows(shop, carts);
        var works = new ShopWorks(shop, new SecureRandom());
        var restorations = new ShopRestorations(view, rows, own.trash, guards, works);
        store =
                new WooSessionStore(
                        own.sessions,
                        own.index,
                        view,
                        carts,
                        new ShopSaves(shop, carts),
                        new ShopDeletions(view, rows, own.trash, guards, works),
                        restorations,
                        guards,
                        progress);
        // carts of its own, since it counts the time that these take
        var parts = new ShopParts(layouts, new ShopCarts(shop, layouts), people, guards, view);
        keeper =
                new IndexKeeper(
                        own.index,
                        restorations,
                        progress,
                        parts,
                        reader,
                        sweptAt,
                        changes -> follower(shop, layouts, changes, following));
    }

    private Optional<LogFollower> follower(
            WooDatabase shop, CartLayouts layouts, ShopChanges changes, Following following) {
        return switch (following.log) {
            case OFF -> Optional.empty();
            case AUTO ->
                    Optional.of(
                            new LogFollower(
                                    shop,
                                    layouts,
                                    changes,
                                    progress,
                                    LogMark.parse(following.sweptAt.place()),
                                    clock,
                                    following.random));
        };
    }

    public WooSessionStore store() {
        return store;
    }

    public IndexKeeper keeper() {
        return keeper;
    }

    public void start() {
        keeper.start();
    }

    /// Changes of the shop that are older than this are all in the lists.
    public Duration age() {
        Duration age = Duration.between(progress.sweptAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /// Whether lists can be answered.
    public boolean complete() {
        return progress.complete();
    }

    /// Of the first scan, from 0 to 1.
    public double share() {
        return progress.share();
    }

    public long scanned() {
        return progress.scanned();
    }

    /// When the index was last like the shop.
    public Instant sweptAt() {
        return progress.sweptAt();
    }

    IndexProgress progress() {
        return progress;
    }

    /// Whether the shop's binary log tells every change.
    public boolean followed() {
        return progress.followed();
    }

    @Override
    public void close() {
        keeper.close();
    }
}
