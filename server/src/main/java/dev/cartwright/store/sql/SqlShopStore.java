package dev.cartwright.store.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.outage.Outage;
import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.ShopCopies;
import dev.cartwright.shop.ShopSettings;
import java.sql.SQLException;
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
public final class SqlShopStore implements ShopCopies {
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
        requireFew(products);
        Map<Long, Product> lastOfEachId = new LinkedHashMap<>();
        products.forEach(product -> lastOfEachId.put(product.id(), product));
        change(
                "could not import products",
                actor,
                handle -> ProductRows.putAll(handle, lastOfEachId.values()));
    }

    private static void requireFew(List<Product> products) {
        if (products.size() > MAX_PRODUCTS_A_CALL) {
            throw new IllegalArgumentException(
                    "at most %d products a call, not %d"
                            .formatted(MAX_PRODUCTS_A_CALL, products.size()));
        }
    }

    @Override
    public boolean followSettings(ShopSettings settings, Actor actor) {
        return change(
                        "could not follow settings",
                        actor,
                        handle ->
                                ShopRows.settings(handle).filter(settings::equals).isPresent()
                                        ? 0
                                        : ShopRows.put(handle, settings))
                > 0;
    }

    @Override
    public int followProducts(long afterId, long lastId, List<Product> products, Actor actor) {
        requireFew(products);
        return change(
                "could not follow products",
                actor,
                handle -> {
                    Map<Long, Product> gone = ProductRows.range(handle, afterId, lastId);
                    Map<Long, Product> changed = new LinkedHashMap<>();
                    for (Product product : products) {
                        if (!product.equals(gone.remove(product.id()))) {
                            changed.put(product.id(), product);
                        }
                    }
                    ProductRows.delete(handle, gone.keySet());
                    return gone.size() + ProductRows.putAll(handle, changed.values());
                });
    }

    @Override
    public int followCoupons(List<Coupon> coupons, Actor actor) {
        Map<String, Coupon> wanted = new LinkedHashMap<>();
        coupons.forEach(coupon -> wanted.put(ShopRows.lower(coupon.code()), coupon));
        return change(
                "could not follow coupons",
                actor,
                handle -> {
                    Map<String, Coupon> gone = ShopRows.coupons(handle);
                    Map<String, Coupon> changed = new LinkedHashMap<>();
                    wanted.forEach(
                            (code, coupon) -> {
                                if (!coupon.equals(gone.remove(code))) {
                                    changed.put(code, coupon);
                                }
                            });
                    ShopRows.deleteCoupons(handle, gone.keySet());
                    return gone.size() + ShopRows.putAll(handle, changed.values());
                });
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

    private int change(String what, Actor actor, SqlWork<Integer> rows) {
        int done =
                database.write(
                        what,
                        handle -> {
                            Revision.SHOP.lock(handle);
                            int changed = rows.run(handle);
                            if (changed > 0) {
                                appendImported(handle, actor);
                                Revision.SHOP.bump(handle);
                            }
                            return changed;
                        });
        if (done > 0) {
            announce();
        }
        return done;
    }

    private void appendImported(Handle handle, Actor actor) throws SQLException {
        Events.append(handle, database.clock().instant(), actor, Event.Type.SHOP_IMPORTED, 0);
    }

    private void announce() {
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
        } catch (StoreException | Outage _) {
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
