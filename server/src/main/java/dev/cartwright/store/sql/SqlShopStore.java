package dev.cartwright.store.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.ShopSettings;
import dev.cartwright.shop.ShopStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps what is known of the shop, and what was lately asked for in memory: every cart shown asks
/// for its products.
///
/// Whether another process changed something is looked at once in 250 ms, by one of the callers
/// while the others go on with what they know. Its own changes are seen at once.
public final class SqlShopStore implements ShopStore {
    private static final int MAX_PRODUCTS_A_CALL = 1000;
    private static final int MAX_KEPT = 10_000;
    private static final long LOOK_EVERY = Duration.ofMillis(250).toNanos();

    private final Database database;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Known known;

    public SqlShopStore(Database database) {
        this.database = database;
        database.changes().refresh(this::lookAgain);
    }

    /// What was read at one revision. A newer revision gets new caches, so that somebody who reads
    /// slowly cannot put something old into them.
    private record Known(
            long revision,
            long lookedAt,
            ShopSettings settings,
            boolean anyProducts,
            boolean anyCoupons,
            Cache<Long, Optional<Product>> products,
            Cache<String, Optional<Coupon>> coupons) {
        Known lookedAt(long now) {
            return new Known(revision, now, settings, anyProducts, anyCoupons, products, coupons);
        }
    }

    @Override
    public ShopSettings settings() {
        return known().settings;
    }

    @Override
    public boolean anyProducts() {
        return known().anyProducts;
    }

    @Override
    public boolean anyCoupons() {
        return known().anyCoupons;
    }

    @Override
    public Optional<Product> product(long id) {
        Cache<Long, Optional<Product>> products = known().products;
        Optional<Product> kept = products.getIfPresent(id);
        if (kept != null) {
            return kept;
        }
        Optional<Product> read =
                database.readOnce(
                        "could not find product " + id, handle -> ProductRows.byId(handle, id));
        products.put(id, read);
        return read;
    }

    @Override
    public Optional<Coupon> coupon(String code) {
        Cache<String, Optional<Coupon>> coupons = known().coupons;
        String lower = ShopRows.lower(code);
        Optional<Coupon> kept = coupons.getIfPresent(lower);
        if (kept != null) {
            return kept;
        }
        Optional<Coupon> read =
                database.readOnce(
                        "could not find a coupon", handle -> ShopRows.coupon(handle, lower));
        coupons.put(lower, read);
        return read;
    }

    @Override
    public void importSettings(ShopSettings settings, Actor actor) {
        change("could not import settings", actor, handle -> ShopRows.put(handle, settings));
    }

    @Override
    public void importProducts(List<Product> products, Actor actor) {
        if (products.size() > MAX_PRODUCTS_A_CALL) {
            throw new IllegalArgumentException(
                    "at most %d products a call, not %d"
                            .formatted(MAX_PRODUCTS_A_CALL, products.size()));
        }
        Map<Long, Product> lastOfEachId = new LinkedHashMap<>();
        products.forEach(product -> lastOfEachId.put(product.id(), product));
        change(
                "could not import products",
                actor,
                handle -> ProductRows.putAll(handle, lastOfEachId.values()));
    }

    @Override
    public void importCoupons(List<Coupon> coupons, Actor actor) {
        Map<String, Coupon> lastOfEachCode = new LinkedHashMap<>();
        coupons.forEach(coupon -> lastOfEachCode.put(ShopRows.lower(coupon.code()), coupon));
        change(
                "could not import coupons",
                actor,
                handle -> ShopRows.putAll(handle, lastOfEachCode.values()));
    }

    @Override
    public long revision() {
        return Revision.SHOP.in(database);
    }

    private void change(String what, Actor actor, SqlWork<Integer> rows) {
        database.write(
                what,
                handle -> {
                    Revision.SHOP.lock(handle);
                    int changed = rows.run(handle);
                    Events.append(
                            handle, database.clock().instant(), actor, Event.Type.SHOP_IMPORTED, 0);
                    Revision.SHOP.bump(handle);
                    return changed;
                });
        looking.lock();
        try {
            known = look(known);
        } finally {
            looking.unlock();
            database.changes().anything();
        }
    }

    /// Another process has written something. When the database does not answer, the next caller
    /// asks it.
    private void lookAgain() {
        looking.lock();
        try {
            Known before = known;
            known = null;
            known = before == null ? null : look(before);
        } catch (StoreException _) {
            // nothing is known until somebody asks
        } finally {
            looking.unlock();
        }
    }

    private Known known() {
        Known current = known;
        if (current != null && System.nanoTime() - current.lookedAt < LOOK_EVERY) {
            return current;
        }
        if (current == null) {
            looking.lock();
        } else if (!looking.tryLock()) {
            return current;
        }
        try {
            Known fresh = look(known);
            known = fresh;
            return fresh;
        } finally {
            looking.unlock();
        }
    }

    /// The revision is read before anything it stands for.
    private Known look(@Nullable Known before) {
        long now = System.nanoTime();
        long revision = revision();
        if (before != null && before.revision == revision) {
            return before.lookedAt(now);
        }
        return database.read(
                "could not read what is known of the shop",
                handle ->
                        new Known(
                                revision,
                                now,
                                ShopRows.settings(handle).orElse(ShopSettings.DEFAULT),
                                ProductRows.any(handle),
                                ShopRows.anyCoupons(handle),
                                cache(),
                                cache()));
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder().maximumSize(MAX_KEPT).executor(Runnable::run).build();
    }
}
