package dev.cartwright.store.woocommerce;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.KeyCopies;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.UserCopies;
import dev.cartwright.access.UserStore;
import dev.cartwright.outage.Outage;
import dev.cartwright.shop.ShopCopies;
import dev.cartwright.usage.UsageStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keys, users and facts of a living shop, each with what stands beside it in our own stores, and
/// the keeper of our copies.
///
/// Requests never wait for the shop: they go by the copies, which follow it within a second. While
/// it cannot be reached, what is known stays known; [#age] tells since when.
public final class ShopKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShopKeys.class);

    /// Copies that are older are told of.
    static final Duration OLD = Duration.ofMinutes(1);

    private final ReentrantLock writing = new ReentrantLock();
    private final WooConsumerKeyStore keys;
    private final WooUserStore users;
    private final ShopAccounts accounts;
    private final LastAccess usage;
    private final Own own;
    private final OptionsKeeper optionsKeeper;
    private final KeyKeeper keyKeeper;
    private final OwnerKeeper ownerKeeper;
    private final CatalogueKeeper catalogue;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long madeAt = System.nanoTime();
    private volatile long lookedAt;
    private volatile boolean looked;
    private boolean told;
    private volatile @Nullable Thread keeper;

    /// Our own stores, which hold the copies and what only we know.
    public record Own(KeyCopies keys, UserCopies users, ShopCopies shop, UsageStore usage) {}

    /// @param sealing for the secrets, which lie in plain text in the shop
    /// @param random for what stands in the place of secrets that the shop is not told
    public ShopKeys(
            WooDatabase shop,
            Own own,
            SecretSealing sealing,
            InstantSource clock,
            RandomGenerator random) {
        this.own = own;
        var site = new ShopSite(shop);
        accounts = new ShopAccounts(site);
        users = new WooUserStore(site, own.users());
        ownerKeeper = new OwnerKeeper(site, own.keys(), own.users());
        keyKeeper = new KeyKeeper(shop, own.keys(), own.shop(), sealing, clock);
        optionsKeeper = new OptionsKeeper(site, own.shop(), own.users(), ownerKeeper::lookAgain);
        keys =
                new WooConsumerKeyStore(
                        shop,
                        own.keys(),
                        ownerKeeper::needed,
                        writing,
                        new WooConsumerKeyStore.Sources(clock, random));
        usage = new LastAccess(own.usage(), own.keys(), own.shop(), shop);
        catalogue = new CatalogueKeeper(site, own.shop());
    }

    /// Keys, changed here and in the shop at once.
    public ConsumerKeyStore keys() {
        return keys;
    }

    /// Everybody with an account, as the shop knows them now: for commands, not for requests.
    public UserStore users() {
        return users;
    }

    /// Our copies of those who own keys: for authentication.
    public UserStore keyOwners() {
        return own.users();
    }

    /// Names and e-mails for carts, and whether a user exists.
    public ShopAccounts accounts() {
        return accounts;
    }

    /// Usage, of which the shop is told the last one of each key.
    public UsageStore usage() {
        return usage;
    }

    /// How old the copies of keys, owners and settings may be.
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - (looked ? lookedAt : madeAt));
    }

    /// When the last whole pass through products and coupons began: so old their copies may be.
    public Duration catalogueAge() {
        return catalogue.age();
    }

    /// Whether the shop was ever reached by this process.
    public boolean everLooked() {
        return looked;
    }

    /// Copies what has changed of keys, their owners and settings. For a command, or before a
    /// server answers.
    ///
    /// @throws Outage when the shop cannot be reached
    public void refresh() {
        look();
    }

    /// Copies all products and coupons, without pauses. For a command, or before the first start.
    ///
    /// @throws Outage when the shop cannot be reached
    public void refreshCatalogue() {
        catalogue.passNow();
    }

    /// What it took, in nanoseconds.
    private long look() {
        writing.lock();
        try {
            long now = System.nanoTime();
            optionsKeeper.look();
            keyKeeper.look();
            ownerKeeper.look();
            lookedAt = now;
            looked = true;
            return System.nanoTime() - now;
        } finally {
            writing.unlock();
        }
    }

    /// Follows the shop in the background until [#close].
    public void start() {
        keeper = Thread.ofVirtual().name("shop-keys").start(this::run);
        catalogue.start();
    }

    private void run() {
        var pace = new Pace();
        try {
            while (!closed.await(pace.pause(), TimeUnit.NANOSECONDS)) {
                lookOnce(pace);
            }
        } catch (InterruptedException _) { // somebody wants this thread to end
        }
    }

    private void lookOnce(Pace pace) {
        try {
            pace.spent(look());
            usage.write();
            tellWhenBack();
        } catch (RuntimeException e) { // the edge of a job's run
            pace.failed();
            tellWhenOld(e);
        }
    }

    private void tellWhenOld(RuntimeException failure) {
        if (!told && (age().compareTo(OLD) > 0 || !(failure instanceof Outage))) {
            told = true;
            String what = "keys are not followed in the shop since {} s; those known stay valid";
            if (failure instanceof Outage) { // whose cause tells names and addresses
                LOG.warn(what + ": {}", age().toSeconds(), failure.getMessage());
            } else {
                LOG.warn(what, age().toSeconds(), failure);
            }
        }
    }

    private void tellWhenBack() {
        if (told) {
            told = false;
            LOG.info("keys are followed in the shop again");
        }
    }

    /// Tells the shop of the last uses too; call it when usage has been written.
    @Override
    public void close() {
        closed.countDown();
        catalogue.close();
        Thread thread = keeper;
        if (thread == null) {
            return;
        }
        keeper = null;
        try {
            thread.join();
            usage.write();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // the edge of a server's run
            LOG.info("WordPress was not told of the last uses of keys: {}", e.getMessage());
        }
    }
}
