package dev.cartwright;

import dev.cartwright.access.Credentials;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.cli.CommandFailure;
import dev.cartwright.outage.Outage;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionReads;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.ShopFacts;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.SqlConsumerKeyStore;
import dev.cartwright.store.sql.SqlForeignTrash;
import dev.cartwright.store.sql.SqlSessionIndex;
import dev.cartwright.store.sql.SqlSessionStore;
import dev.cartwright.store.sql.SqlShopStore;
import dev.cartwright.store.sql.SqlUsageStore;
import dev.cartwright.store.sql.SqlUserStore;
import dev.cartwright.store.woocommerce.AmbiguousShop;
import dev.cartwright.store.woocommerce.LogUse;
import dev.cartwright.store.woocommerce.ShopException;
import dev.cartwright.store.woocommerce.ShopKeys;
import dev.cartwright.store.woocommerce.WooAddress;
import dev.cartwright.store.woocommerce.WooDatabase;
import dev.cartwright.store.woocommerce.WooSessions;
import dev.cartwright.woocommerce.LiveCarts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A living WooCommerce store whose carts and keys are served where they lie. Our own database
/// keeps the index, the trash, and what a shop has no place for.
final class AttachedShop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AttachedShop.class);

    private static final Duration UNTIL_KEYS = Duration.ofSeconds(2);

    private final WooDatabase shop;
    private final WooAddress address;
    private final SessionIndex index;
    private final WooSessions sessions;
    private final ShopKeys keys;
    private final boolean keysWereKnown;

    /// What is kept in our own database.
    record Own(
            Database database,
            SqlSessionStore sessions,
            SqlConsumerKeyStore keys,
            SqlUserStore users,
            SqlShopStore shop,
            SqlUsageStore usage) {
        Own(Database database) {
            this(
                    database,
                    new SqlSessionStore(database),
                    new SqlConsumerKeyStore(database),
                    new SqlUserStore(database),
                    new SqlShopStore(database),
                    new SqlUsageStore(database));
        }
    }

    /// @param log whether the shop's binary log may be followed
    record Sources(SecretSealing sealing, InstantSource clock, SecureRandom random, LogUse log) {}

    private AttachedShop(WooAddress address, AttachedMark mark, Own own, Sources sources) {
        this.address = address;
        shop =
                mark.prefix().isEmpty()
                        ? WooDatabase.open(address, found -> mark.attach(address.toString(), found))
                        : WooDatabase.open(address);
        keysWereKnown = !own.keys.all().isEmpty();
        keys =
                new ShopKeys(
                        shop,
                        new ShopKeys.Own(own.keys, own.users, own.shop, own.usage),
                        sources.sealing,
                        sources.clock,
                        sources.random);
        index = new SqlSessionIndex(own.database);
        sessions =
                new WooSessions(
                        shop,
                        new WooSessions.Own(
                                own.sessions.indexed(), index, new SqlForeignTrash(own.database)),
                        () -> new LiveCarts(own.shop.settings().currency()),
                        new WooSessions.Following(mark, sources.log, sources.random),
                        sources.clock);
    }

    /// Null when no shop is set. The shop's database need not run; the directory is attached once
    /// the shop's tables were found, so that a slip in the settings binds nothing.
    ///
    /// @throws CommandFailure when the data directory belongs to something else
    static @Nullable AttachedShop of(Config config, Own own, Sources sources) {
        var mark = new AttachedMark(config.get(Settings.DATA));
        Optional<WooAddress> address = LivingShops.address(config);
        if (address.isEmpty()) {
            mark.shop().ifPresent(AttachedShop::refuseUnnamed);
            return null;
        }
        if (mark.shop().isEmpty()) {
            refuseOwnCarts(config, own);
            return new AttachedShop(address.get(), mark, own, sources);
        }
        return new AttachedShop(known(address.get(), mark), mark, own, sources);
    }

    /// The address with the prefix that was found once: what is known of one shop must never be
    /// applied to another one in the same database.
    private static WooAddress known(WooAddress address, AttachedMark mark) {
        String place = mark.shop().orElse("");
        String prefix = mark.prefix();
        if (!place.equals(address.toString())) {
            throw new CommandFailure(
                    "The data directory is attached to another shop, %s.".formatted(place));
        }
        if (!prefix.isEmpty() && !address.prefix().isEmpty() && !prefix.equals(address.prefix())) {
            throw new CommandFailure(
                    "The data directory is attached to another shop in that database: to the tables"
                            + " %s*, not to %s*; name an empty directory for this one."
                                    .formatted(prefix, address.prefix()));
        }
        return mark.found(address);
    }

    private static void refuseUnnamed(String place) {
        throw new CommandFailure(
                "The data directory is attached to the shop %s; name it (setting woocommerce)."
                        .formatted(place));
    }

    private static void refuseOwnCarts(Config config, Own own) {
        if (new SqlSessionIndex(own.database).hasOthers()) {
            throw new CommandFailure(
                    "%s holds carts of its own; name an empty directory for a shop."
                            .formatted(config.get(Settings.DATA)));
        }
    }

    SessionStore sessions() {
        return sessions.store();
    }

    SessionReads reads() {
        return sessions.store();
    }

    /// Seen by whichever server keeps the index.
    void reindex() {
        index.doubt();
    }

    ShopKeys keys() {
        return keys;
    }

    /// Users are looked up in the shop.
    ShopFacts facts(ShopStore copies) {
        return new KnownShop(copies, keys.accounts()::known);
    }

    /// What the shop changed longer ago is in the lists.
    Duration indexAge() {
        return sessions.age();
    }

    /// Until the shop was reached for the first time ever, nobody knows whether a key is right.
    ///
    /// @throws Outage so that a client with a good key is not told that it is wrong
    void checkKeysAreKnown(Credentials credentials) {
        if (!keysWereKnown && !keys.everLooked() && !(credentials instanceof Credentials.None)) {
            throw new Outage("the shop's keys have not been read yet", UNTIL_KEYS);
        }
    }

    /// Waits for the shop's keys once; when it cannot be reached, those known stay valid.
    void start() {
        LOG.atInfo().addKeyValue("shop", address).log("attached to a shop");
        try {
            keys.refresh();
        } catch (AmbiguousShop e) {
            throw new CommandFailure(
                    "Cannot attach to %s: %s.".formatted(address, e.getMessage()), e);
        } catch (Outage | ShopException e) {
            LOG.warn("the shop's keys could not be read: {}", e.getMessage());
        }
        keys.start();
        sessions.start();
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder("cartwright.shop.keys.age", keys, one -> one.age().toMillis() / 1000.0)
                .description("Changes of the shop's keys and owners that are older are known")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("cartwright.index.age", sessions, one -> one.age().toMillis() / 1000.0)
                .description("Changes of the shop that are older are all in the lists")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("cartwright.index.followed", sessions, one -> one.followed() ? 1 : 0)
                .description("Whether the shop's binary log tells every change")
                .register(registry);
        Gauge.builder("cartwright.index.complete", sessions, one -> one.complete() ? 1 : 0)
                .description("Whether lists can be answered")
                .register(registry);
        Gauge.builder("cartwright.index.scan", sessions, WooSessions::share)
                .description("How far the first scan is, from 0 to 1")
                .register(registry);
        Gauge.builder("cartwright.index.scanned", sessions, WooSessions::scanned)
                .description("Rows that the last scan read")
                .register(registry);
    }

    @Override
    public void close() {
        sessions.close();
        keys.close();
        shop.close();
    }
}
