package dev.cartwright.woocommerce;

import dev.cartwright.access.Role;
import dev.cartwright.access.User;
import dev.cartwright.php.PhpReader;
import dev.cartwright.php.PhpResult;
import dev.cartwright.php.PhpValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Roles, users, and what carts of signed-in customers need to know of their owners.
final class People {
    static final int MAX_LOGIN = 60;

    private final ShopTables dump;
    private final Site site;
    private final Notes notes;

    People(ShopTables dump, Site site, Notes notes) {
        this.dump = dump;
        this.site = site;
        this.notes = notes;
    }

    /// From the option `{prefix}user_roles`.
    List<Role> roles(byte[] serialized) {
        if (serialized.length == 0) {
            return List.of();
        }
        if (!(PhpReader.read(serialized) instanceof PhpResult.Decoded(PhpValue value, _, _))) {
            notes.add(site.table("options"), "", "the roles are damaged and were left out");
            return List.of();
        }
        return roles(value);
    }

    static List<Role> roles(PhpValue value) {
        var roles = new ArrayList<Role>();
        PhpData.entries(value)
                .forEach(
                        (name, role) -> {
                            Set<String> granted = new LinkedHashSet<>();
                            Set<String> denied = new LinkedHashSet<>();
                            flags(PhpData.get(role, "capabilities"))
                                    .forEach(
                                            (capability, flag) ->
                                                    (flag ? granted : denied).add(capability));
                            String title = Scalars.words(PhpData.get(role, "name"));
                            roles.add(new Role(name.string(), title, granted, denied));
                        });
        return roles;
    }

    static Map<String, Boolean> flags(PhpValue value) {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        PhpData.entries(value)
                .forEach(
                        (name, flag) -> {
                            String word = Scalars.words(flag);
                            flags.put(name.string(), !word.isEmpty() && !word.equals("0"));
                        });
        return flags;
    }

    /// All users with their roles, in steps.
    void users(List<Role> roles, int step, Consumer<List<User>> handler) throws IOException {
        Set<String> roleNames = new LinkedHashSet<>(WordPress.ROLES);
        roles.forEach(role -> roleNames.add(role.name()));
        Map<Long, Map<String, Boolean>> granted = capabilities();
        var batch = new ArrayList<User>();
        String table = site.usersPrefix() + "users";
        dump.rows(
                table,
                List.of("ID", "user_login", "user_pass", "user_email", "display_name"),
                row -> {
                    String login = row.text("user_login");
                    long id = row.number("ID");
                    if (id == 0 || login.isEmpty() || login.length() > MAX_LOGIN) {
                        notes.add(table, Long.toString(id), "has no usable id and login");
                        return;
                    }
                    batch.add(user(row, roleNames, granted.getOrDefault(id, Map.of())));
                    if (batch.size() == step) {
                        handler.accept(List.copyOf(batch));
                        batch.clear();
                    }
                });
        if (!batch.isEmpty()) {
            handler.accept(batch);
        }
    }

    private static User user(DumpRow row, Set<String> roleNames, Map<String, Boolean> granted) {
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
        String hash = row.text("user_pass");
        return new User(
                row.number("ID"),
                row.text("user_login"),
                Scalars.clean(row.text("user_email"), 200),
                Scalars.clean(row.text("display_name"), 250),
                hash.isEmpty() ? null : hash,
                roles,
                own);
    }

    /// By user; equal ones are one object, since nearly all users of a shop are customers.
    private Map<Long, Map<String, Boolean>> capabilities() throws IOException {
        Map<Long, Map<String, Boolean>> byUser = new HashMap<>();
        Map<String, Map<String, Boolean>> decoded = new HashMap<>();
        String wanted = site.namePrefix() + "capabilities";
        String table = site.usersPrefix() + "usermeta";
        dump.rows(
                table,
                List.of("user_id", "meta_key", "meta_value"),
                "meta_key",
                Set.of(wanted),
                row -> {
                    if (row.text("meta_key").equals(wanted)) {
                        String stored = row.text("meta_value");
                        byUser.put(
                                row.number("user_id"),
                                decoded.computeIfAbsent(stored, this::capabilities));
                    }
                });
        return byUser;
    }

    private Map<String, Boolean> capabilities(String stored) {
        byte[] bytes = PhpValue.Text.of(stored).bytes();
        if (PhpReader.read(bytes) instanceof PhpResult.Decoded(PhpValue value, _, _)) {
            return flags(value);
        }
        notes.add(site.usersPrefix() + "usermeta", "", "a user's roles are damaged");
        return Map.of();
    }

    /// Of these users alone.
    Map<Long, Account> accounts(Set<Long> ids) throws IOException {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Long, Map<String, String>> fields = new HashMap<>();
        dump.rows(
                site.usersPrefix() + "usermeta",
                List.of("user_id", "meta_key", "meta_value"),
                "meta_key",
                Set.copyOf(Account.FIELDS),
                row -> {
                    String name = row.text("meta_key");
                    if (Account.FIELDS.contains(name) && ids.contains(row.number("user_id"))) {
                        fields(fields, row).put(name, Scalars.clean(row.text("meta_value"), 500));
                    }
                });
        dump.rows(
                site.usersPrefix() + "users",
                List.of("ID", "user_email"),
                row -> {
                    if (ids.contains(row.number("ID"))) {
                        fields.computeIfAbsent(row.number("ID"), _ -> new HashMap<>())
                                .put("user_email", Scalars.clean(row.text("user_email"), 500));
                    }
                });
        Map<Long, Account> accounts = new HashMap<>();
        fields.forEach((id, known) -> accounts.put(id, Account.of(known)));
        return accounts;
    }

    private static Map<String, String> fields(Map<Long, Map<String, String>> all, DumpRow row) {
        return all.computeIfAbsent(row.number("user_id"), _ -> new HashMap<>());
    }
}
