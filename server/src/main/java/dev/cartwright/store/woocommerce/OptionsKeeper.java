package dev.cartwright.store.woocommerce;

import dev.cartwright.access.Role;
import dev.cartwright.access.UserCopies;
import dev.cartwright.shop.ShopCopies;
import dev.cartwright.woocommerce.ShopOptions;
import dev.cartwright.woocommerce.ShopPeople;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows the shop's settings and roles. For one thread at a time.
final class OptionsKeeper {
    private final ShopSite site;
    private final ShopCopies own;
    private final UserCopies users;
    private final Runnable rolesChanged;
    private @Nullable String mark;

    /// @param rolesChanged runs after other roles were taken over
    OptionsKeeper(ShopSite site, ShopCopies own, UserCopies users, Runnable rolesChanged) {
        this.site = site;
        this.own = own;
        this.users = users;
        this.rolesChanged = rolesChanged;
    }

    /// Cheap when nothing has changed.
    void look() {
        String now =
                site.read(
                        "could not look at the shop's settings",
                        (connection, tables) -> new OptionsTable(tables).mark(connection));
        if (now.equals(mark)) {
            return;
        }
        ShopOptions options =
                site.read(
                        "could not read the shop's settings",
                        (connection, tables) -> new OptionsTable(tables).read(connection));
        if (options.found()) { // else somebody is just putting the table back
            // which picture stands in for none is found with those of the products
            String placeholder = own.settings().placeholderImage();
            own.followSettings(options.settings(placeholder), KeyKeeper.ACTOR);
            follow(options);
            mark = now;
        }
    }

    /// Damaged roles are taken for none that are new.
    private void follow(ShopOptions options) {
        Optional<List<Role>> roles = ShopPeople.roles(options.roles());
        if (roles.filter(all -> !all.isEmpty()).isPresent()
                && users.followRoles(roles.get(), KeyKeeper.ACTOR)) {
            rolesChanged.run();
        }
    }
}
