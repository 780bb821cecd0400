package dev.cartwright.woocommerce;

import dev.cartwright.access.Role;
import dev.cartwright.access.User;
import dev.cartwright.php.PhpReader;
import dev.cartwright.php.PhpResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a shop keeps of its users and their roles.
public final class ShopPeople {
    private ShopPeople() {}

    /// A row of `users`.
    public record Row(
            long id, String login, @Nullable String passwordHash, String email, String name) {
        /// Without the hash and the e-mail.
        @Override
        public String toString() {
            return "Row[id=" + id + "]";
        }
    }

    /// From the option `{prefix}user_roles`. Empty when that is damaged.
    public static Optional<List<Role>> roles(byte[] serialized) {
        return PhpReader.read(serialized) instanceof PhpResult.Decoded(var value, _, _)
                ? Optional.of(People.roles(value))
                : Optional.empty();
    }

    /// The names of roles, as users' own data tells them from capabilities.
    public static Set<String> roleNames(List<Role> roles) {
        Set<String> names = new LinkedHashSet<>(WordPress.ROLES);
        roles.forEach(role -> names.add(role.name()));
        return names;
    }

    /// From the user's data `{prefix}capabilities`: roles and capabilities. Empty, so that the user
    /// may do nothing, when that is damaged.
    public static Map<String, Boolean> capabilities(byte[] serialized) {
        return PhpReader.read(serialized) instanceof PhpResult.Decoded(var value, _, _)
                ? People.flags(value)
                : Map.of();
    }

    /// The logins of those who may do everything on every site of a network, from `site_admins`.
    public static Set<String> superAdmins(byte[] serialized) {
        Set<String> logins = new LinkedHashSet<>();
        if (PhpReader.read(serialized) instanceof PhpResult.Decoded(var value, _, _)) {
            PhpData.entries(value).forEach((_, login) -> logins.add(Scalars.words(login)));
        }
        return logins;
    }

    /// Empty when nobody can have such a row.
    ///
    /// @param granted roles and capabilities
    /// @param superAdmin whether all that is granted or taken on this site does not matter
    public static Optional<User> user(
            Row row, Set<String> roleNames, Map<String, Boolean> granted, boolean superAdmin) {
        String login = row.login();
        if (row.id() < 1 || login.isEmpty() || login.length() > People.MAX_LOGIN) {
            return Optional.empty();
        }
        var roles = new ArrayList<String>();
        Map<String, Boolean> own = new LinkedHashMap<>();
        granted.forEach(
                (name, flag) -> {
                    if (!roleNames.contains(name)) {
                        own.put(name, flag);
                    } else if (flag) {
                        roles.add(name);
                    }
                });
        if (superAdmin) {
            roles.add("administrator");
            own.clear();
            own.put("manage_woocommerce", true); // even where a site has taken it from that role
        }
        String hash = row.passwordHash();
        return Optional.of(
                new User(
                        row.id(),
                        login,
                        Scalars.clean(row.email(), 200),
                        Scalars.clean(row.name(), 250),
                        hash == null || hash.isEmpty() ? null : hash,
                        roles.stream().distinct().toList(),
                        own));
    }
}
