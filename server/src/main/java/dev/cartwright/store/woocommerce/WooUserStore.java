package dev.cartwright.store.woocommerce;

import dev.cartwright.access.Role;
import dev.cartwright.access.User;
import dev.cartwright.access.UserCopies;
import dev.cartwright.access.UserStore;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import java.util.List;
import java.util.Optional;

/// The users of a living shop, as they are there now. WordPress alone makes and removes them.
///
/// Not for authentication: that goes by our own copies of the keys' owners, which are there also
/// when the shop is not.
public final class WooUserStore implements UserStore {
    private static final String THERE =
            "Users of a shop are made, changed and removed in WordPress alone.";

    private final ShopSite site;
    private final UserCopies own;

    /// @param own copies of those who own keys
    WooUserStore(ShopSite site, UserCopies own) {
        this.site = site;
        this.own = own;
    }

    /// When the shop cannot be reached, as known of an owner of keys.
    @Override
    public Optional<User> find(long id) {
        try {
            return site.read(
                    "could not find a user of the shop",
                    (connection, tables) ->
                            new UserTables(tables)
                                    .users(connection, List.of(id)).stream().findFirst());
        } catch (Outage e) {
            return Optional.of(own.find(id).orElseThrow(() -> e));
        }
    }

    @Override
    public Optional<User> findByLogin(String login) {
        return site.read(
                "could not find a user of the shop by login",
                (connection, tables) -> new UserTables(tables).byLogin(connection, login));
    }

    @Override
    public List<User> list(long afterId, int limit) {
        return site.read(
                "could not list the users of the shop",
                (connection, tables) -> new UserTables(tables).list(connection, afterId, limit));
    }

    @Override
    public List<Role> roles() {
        return own.roles();
    }

    @Override
    public long revision() {
        return own.revision();
    }

    @Override
    public Optional<User> create(NewUser user, Actor actor) {
        throw new ReadOnly(THERE);
    }

    @Override
    public boolean delete(long id, Actor actor) {
        throw new ReadOnly(THERE);
    }

    @Override
    public int importAll(List<User> users, Actor actor) {
        throw new ReadOnly(THERE);
    }

    @Override
    public void importRoles(List<Role> roles, Actor actor) {
        throw new ReadOnly(THERE);
    }
}
