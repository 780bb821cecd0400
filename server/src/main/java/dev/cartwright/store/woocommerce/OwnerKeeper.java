package dev.cartwright.store.woocommerce;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyCopies;
import dev.cartwright.access.User;
import dev.cartwright.access.UserCopies;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows the users of the shop who own keys, and what they may do. Nobody else is copied.
///
/// For one thread at a time, while nobody of this process writes keys.
final class OwnerKeeper {
    private final ShopSite site;
    private final KeyCopies keys;
    private final UserCopies own;
    private long revision = -1;
    private Set<Long> owners = Set.of();
    private @Nullable String mark;

    OwnerKeeper(ShopSite site, KeyCopies keys, UserCopies own) {
        this.site = site;
        this.keys = keys;
        this.own = own;
    }

    /// Cheap when nothing has changed.
    void look() {
        long now = keys.revision();
        if (now != revision) {
            Set<Long> owners = owners(keys.all());
            if (!owners.equals(this.owners)) {
                mark = null;
            }
            this.owners = owners;
            revision = now;
        }
        if (owners.isEmpty()) {
            return;
        }
        String markNow =
                site.read(
                        "could not look at the owners of keys",
                        (connection, tables) -> new UserTables(tables).mark(connection, owners));
        if (!markNow.equals(mark) && copy(owners)) {
            mark = markNow;
        }
    }

    private static Set<Long> owners(List<ConsumerKey> all) {
        var owners = new HashSet<Long>();
        for (ConsumerKey key : all) {
            if (key.revokedAt() == null && key.userId() > 0) {
                owners.add(key.userId());
            }
        }
        return Set.copyOf(owners);
    }

    /// A key is about to be hers.
    void needed(long userId) {
        if (userId > 0 && !owners.contains(userId)) {
            copy(Set.of(userId));
        }
    }

    /// What roles are called has changed, which tells them from capabilities.
    void lookAgain() {
        mark = null;
    }

    /// False when the shop seems to be without any user.
    private boolean copy(Set<Long> ids) {
        List<User> found =
                site.read(
                        "could not read the owners of keys",
                        (connection, tables) -> new UserTables(tables).users(connection, ids));
        var missing = new HashSet<>(ids);
        found.forEach(user -> missing.remove(user.id()));
        if (found.isEmpty() && !anyUsers()) {
            return false;
        }
        own.follow(found.stream().map(OwnerKeeper::withoutHash).toList(), KeyKeeper.ACTOR);
        remove(missing);
        return true;
    }

    private boolean anyUsers() {
        return site.read(
                "could not look at the shop's users",
                (connection, tables) -> new UserTables(tables).any(connection));
    }

    private void remove(Collection<Long> gone) {
        for (long id : gone) {
            if (own.find(id).isPresent()) {
                own.delete(id, KeyKeeper.ACTOR);
            }
        }
    }

    /// Whoever checks passwords asks the shop.
    private static User withoutHash(User user) {
        return new User(
                user.id(),
                user.login(),
                user.email(),
                user.displayName(),
                null,
                user.roles(),
                user.capabilities());
    }
}
