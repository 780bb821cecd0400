package dev.cartwright.store.woocommerce;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cartwright.outage.Outage;
import dev.cartwright.woocommerce.Account;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the shop knows of its users' accounts, which carts of theirs may lack. What was asked for
/// is remembered for a minute.
///
/// Safe for many threads.
public final class ShopAccounts {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MAX_KEPT = 20_000;

    private final ShopSite site;

    /// Nothing for users who do not exist.
    private final Cache<Long, Optional<Account>> kept =
            Caffeine.newBuilder()
                    .maximumSize(MAX_KEPT)
                    .expireAfterWrite(KEPT)
                    .executor(Runnable::run)
                    .build();

    public ShopAccounts(WooDatabase shop) {
        this(new ShopSite(shop));
    }

    ShopAccounts(ShopSite site) {
        this.site = site;
    }

    /// Of those of these users that exist, in few questions however many they are.
    ///
    /// @throws Outage when the shop cannot be reached and somebody's is not remembered
    public Map<Long, Account> of(Set<Long> ids) {
        Map<Long, Account> accounts = new HashMap<>();
        Set<Long> unknown = new HashSet<>();
        for (long id : ids) {
            Optional<Account> known = kept.getIfPresent(id);
            if (known == null) {
                unknown.add(id);
            } else {
                known.ifPresent(account -> accounts.put(id, account));
            }
        }
        unknown.removeIf(id -> id < 1); // guests
        if (!unknown.isEmpty()) {
            Map<Long, Account> read =
                    site.read(
                            "could not read accounts of the shop",
                            (connection, tables) ->
                                    new UserTables(tables).accounts(connection, unknown));
            unknown.forEach(id -> kept.put(id, Optional.ofNullable(read.get(id))));
            accounts.putAll(read);
        }
        return accounts;
    }

    /// Whether there is such a user; yes also when the shop cannot be asked, so that nobody is
    /// reported missing for that.
    public boolean known(long userId) {
        try {
            return of(Set.of(userId)).containsKey(userId);
        } catch (Outage _) {
            return true;
        }
    }
}
