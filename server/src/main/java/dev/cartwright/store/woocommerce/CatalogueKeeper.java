package dev.cartwright.store.woocommerce;

import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.ShopCopies;
import dev.cartwright.woocommerce.DumpRow;
import dev.cartwright.woocommerce.ShopCatalogue;
import dev.cartwright.woocommerce.ShopOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the products and coupons of a shop: what was saved, soon; what changed without that, as
/// stock that is sold, with the next pass through all of them. Between its steps it pauses, so that
/// the shop does not feel it.
final class CatalogueKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueKeeper.class);
    private static final int STEP = 250;

    /// With more of them, the next pass finds them.
    private static final int MANY = 500;

    private static final long PASS_EVERY = Duration.ofMinutes(1).toNanos();

    private final ShopSite site;
    private final ShopCopies own;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock working = new ReentrantLock();
    private final long madeAt = System.nanoTime();
    private volatile long passedAt;
    private volatile boolean passed;
    private @Nullable Pass pass;
    private @Nullable String lastChange;
    private boolean told;
    private volatile @Nullable Thread thread;

    CatalogueKeeper(ShopSite site, ShopCopies own) {
        this.site = site;
        this.own = own;
    }

    /// Since the last whole pass began.
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - (passed ? passedAt : madeAt));
    }

    void start() {
        thread = Thread.ofVirtual().name("shop-catalogue").start(this::run);
    }

    private void run() {
        var pace = new Pace();
        try {
            while (!closed.await(pace.pause(), TimeUnit.NANOSECONDS)) {
                stepOnce(pace);
            }
        } catch (InterruptedException _) { // somebody wants this thread to end
        }
    }

    private void stepOnce(Pace pace) {
        try {
            long start = System.nanoTime();
            step();
            pace.spent(System.nanoTime() - start);
            told = false;
        } catch (RuntimeException e) { // the edge of a job's run
            pace.failed();
            if (!told) {
                told = true;
                LOG.warn("could not follow the shop's products; it is tried again", e);
            }
        }
    }

    private void step() {
        working.lock();
        try {
            followSaved();
            Pass now = pass;
            if (now != null) {
                pass = now.step() ? now : null;
            } else if (!passed || System.nanoTime() - passedAt > PASS_EVERY) {
                pass = begin().orElse(null);
            }
        } finally {
            working.unlock();
        }
    }

    /// Goes through everything once, without pauses.
    void passNow() {
        working.lock();
        try {
            Pass now = begin().orElse(null);
            while (now != null && now.step()) {
                // the next step
            }
        } finally {
            working.unlock();
        }
    }

    /// Empty when the table is being put back.
    private Optional<Pass> begin() {
        if (lastChange == null) {
            followSaved(); // from here on: what is saved during the pass must not be missed
        }
        return site.read(
                "could not look for the shop's products",
                (connection, tables) -> {
                    var posts = new PostTable(tables);
                    return posts.any(connection)
                            ? Optional.of(
                                    new Pass(posts.products(connection), posts.coupons(connection)))
                            : Optional.empty();
                });
    }

    private void followSaved() {
        String now =
                site.read(
                        "could not look for changed products",
                        (connection, tables) -> new PostTable(tables).lastChange(connection));
        String before = lastChange;
        if (before != null && !now.equals(before)) {
            List<Long> ids =
                    site.read(
                            "could not look for changed products",
                            (connection, tables) ->
                                    new PostTable(tables).changedSince(connection, before));
            if (ids.size() <= MANY) {
                follow(ids);
            }
        }
        lastChange = now;
    }

    private void follow(List<Long> ids) {
        ShopCatalogue found = read(ids, new HashMap<>(), options());
        Map<Long, Product> products = byId(found.products());
        for (long id : ids) {
            Product product = products.get(id);
            if (product != null) {
                own.followProducts(id - 1, id, List.of(product), KeyKeeper.ACTOR);
            }
        }
        List<Coupon> coupons =
                found.coupons().stream()
                        .filter(one -> !own.coupon(one.code()).filter(one::equals).isPresent())
                        .toList();
        own.importCoupons(coupons, KeyKeeper.ACTOR);
    }

    private static Map<Long, Product> byId(List<Product> products) {
        Map<Long, Product> byId = new HashMap<>();
        products.forEach(product -> byId.put(product.id(), product));
        return byId;
    }

    private ShopOptions options() {
        return site.read(
                "could not read the shop's settings",
                (connection, tables) -> new OptionsTable(tables).read(connection));
    }

    private ShopCatalogue read(
            Collection<Long> ids, Map<String, List<DumpRow>> shared, ShopOptions options) {
        Set<Long> posts = new HashSet<>(ids);
        Set<Long> pictures = new HashSet<>();
        site.read(
                "could not look for the pictures of products",
                (connection, tables) -> {
                    var table = new PostTable(tables);
                    posts.addAll(table.parents(connection, ids));
                    pictures.addAll(table.pictures(connection, posts));
                    return pictures.size();
                });
        String placeholder = options.placeholderImage();
        if (placeholder.matches("[0-9]{1,18}")) {
            pictures.add(Long.parseLong(placeholder));
        }
        var part = new PartOfCatalogue(site, posts, pictures, shared);
        try {
            return ShopCatalogue.read(part, site.tables().prefix(), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Thread running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        try {
            running.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One walk through all products by id, then all coupons.
    private final class Pass {
        private final long begunAt = System.nanoTime();
        private final List<Long> products;
        private final List<Long> coupons;
        private final List<Coupon> found = new ArrayList<>();
        private final Map<String, List<DumpRow>> shared = new HashMap<>();
        private final ShopOptions options = options();
        private int next;
        private int nextCoupon;
        private long reached;

        Pass(List<Long> products, List<Long> coupons) {
            this.products = products;
            this.coupons = coupons;
        }

        /// False after the last one.
        boolean step() {
            if (next < products.size() || next == 0) {
                stepProducts();
                return true;
            }
            if (nextCoupon < coupons.size()) {
                stepCoupons();
                return true;
            }
            found.sort(Comparator.comparing(Coupon::published).thenComparingLong(Coupon::id));
            own.followCoupons(found, KeyKeeper.ACTOR);
            passedAt = begunAt;
            passed = true;
            return false;
        }

        private void stepProducts() {
            int end = Math.min(next + STEP, products.size());
            List<Long> ids = products.subList(next, end);
            ShopCatalogue part = read(ids, shared, options);
            long last = end == products.size() ? Long.MAX_VALUE : ids.getLast();
            Map<Long, Product> byId = byId(part.products());
            byId.keySet().retainAll(new HashSet<>(ids)); // others are parents
            own.followProducts(reached, last, List.copyOf(byId.values()), KeyKeeper.ACTOR);
            if (next == 0) {
                own.followSettings(options().settings(part.placeholder()), KeyKeeper.ACTOR);
            }
            reached = last;
            next = Math.max(end, 1);
        }

        private void stepCoupons() {
            int end = Math.min(nextCoupon + STEP, coupons.size());
            found.addAll(read(coupons.subList(nextCoupon, end), shared, options).coupons());
            nextCoupon = end;
        }
    }
}
