package dev.cartwright.demo;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.User;
import dev.cartwright.access.UserStore;
import dev.cartwright.cart.Customer;
import dev.cartwright.event.Actor;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Selection;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.Status;
import dev.cartwright.shop.ShopSettings;
import dev.cartwright.shop.ShopStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A believable shop from a fixed seed: products, customers and carts of every age and status.
///
/// The shop's name marks it, in the same database as the carts, so that it is never mixed with
/// anything real. The name is final only when everything is there; a set-up that was cut off is
/// begun again.
public final class DemoShop {
    public static final long SEED = 1_788_204_211L;

    /// Carts of the demo, those in trash too.
    public static final int CARTS = 360;

    /// A product that many carts have.
    public static final long PRODUCT_ID = DemoCatalogue.POPULAR;

    static final String NAME = "Cartwright demo shop";
    static final String UNFINISHED = NAME + " (being set up)";

    /// Every so many carts, one lies in trash.
    private static final int TRASH_EVERY = 15;

    private static final int BATCH = 500;

    private final SessionStore sessions;
    private final ConsumerKeyStore keys;
    private final UserStore users;
    private final ShopStore shop;
    private final InstantSource clock;

    /// How an attempt to open the demo shop ended.
    public sealed interface Opening {
        record Filled(long carts) implements Opening {}

        /// Set up by an earlier start, and left as it has become since.
        record FoundReady() implements Opening {}

        /// There is something else here; nothing was changed.
        record Refused() implements Opening {}
    }

    public DemoShop(
            SessionStore sessions,
            ConsumerKeyStore keys,
            UserStore users,
            ShopStore shop,
            InstantSource clock) {
        this.sessions = sessions;
        this.keys = keys;
        this.users = users;
        this.shop = shop;
        this.clock = clock;
    }

    /// As many carts as wanted, made one by one while the stream is read. Equal arguments give
    /// equal carts; keys and user ids never repeat, and users begin with 1000.
    ///
    /// @param now what the ages are counted from
    public static Stream<SessionDraft> carts(long seed, long count, Instant now) {
        var maker = new DemoCarts(seed, now);
        return LongStream.range(0, count).mapToObj(maker::cart);
    }

    /// Sets the shop up in empty stores; leaves one that is there as it is.
    public Opening open() {
        String name = shop.settings().name();
        if (name.equals(NAME)) {
            return new Opening.FoundReady();
        }
        if (name.equals(UNFINISHED)) {
            emptyTrash();
        } else if (!empty()) {
            return new Opening.Refused();
        }
        fill();
        return new Opening.Filled(CARTS);
    }

    private boolean empty() {
        return sessions.counts().live() == 0
                && sessions.counts().byStatus().getOrDefault(Status.TRASH, 0L) == 0
                && keys.all().isEmpty()
                && users.list(1, 1).isEmpty()
                && !shop.anyProducts()
                && !shop.anyCoupons();
    }

    private void fill() {
        shop.importSettings(settings(UNFINISHED), Actor.SYSTEM);
        shop.importProducts(DemoCatalogue.products(), Actor.SYSTEM);
        shop.importCoupons(DemoCatalogue.coupons(), Actor.SYSTEM);
        List<SessionDraft> carts;
        try (Stream<SessionDraft> made = carts(SEED, CARTS, clock.instant())) {
            carts = made.toList();
        }
        users.importAll(customers(carts), Actor.SYSTEM);
        for (int from = 0; from < carts.size(); from += BATCH) {
            int to = Math.min(from + BATCH, carts.size());
            sessions.saveAll(carts.subList(from, to), Actor.SYSTEM);
        }
        for (int i = TRASH_EVERY - 1; i < carts.size(); i += TRASH_EVERY) {
            sessions.trash(carts.get(i).key(), Actor.SYSTEM);
        }
        shop.importSettings(settings(NAME), Actor.SYSTEM);
    }

    /// What a set-up that was cut off may have left there.
    private void emptyTrash() {
        SessionFilter trash = SessionFilter.builder().status(Status.TRASH).build();
        sessions.deleteAll(new Selection.Matching(trash), true, false, Actor.SYSTEM);
    }

    private static List<User> customers(List<SessionDraft> carts) {
        var customers = new ArrayList<User>();
        for (SessionDraft draft : carts) {
            if (draft.owner() instanceof Owner.User(long id)) {
                Customer customer = draft.cart().customer();
                customers.add(
                        new User(
                                id,
                                "customer" + id,
                                customer.email(),
                                customer.name(),
                                null,
                                List.of("customer"),
                                Map.of()));
            }
        }
        return customers;
    }

    private static ShopSettings settings(String name) {
        return new ShopSettings(
                name,
                "https://demo.example",
                Market.UNITED_STATES.currency(),
                "kg",
                "cm",
                "America/New_York",
                false,
                "");
    }
}
