package dev.cartwright.store.woocommerce;

import java.util.regex.Pattern;

/// What the tables of users are called where a shop gives them names of its own
/// (`CUSTOM_USER_TABLE`, `CUSTOM_USER_META_TABLE`).
///
/// @param users empty for WordPress's usual name, as is the other
/// @param data of users, WordPress's `usermeta`
record UserTableNames(String users, String data) {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_$]{0,64}");
    static final UserTableNames USUAL = new UserTableNames("", "");

    UserTableNames {
        check(users);
        check(data);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new AddressException(
                    "the name of a table of users may hold letters, digits, _ and $ only, at most"
                            + " 64; it must be in the shop's own database");
        }
    }

    /// The whole name of a table.
    ///
    /// @param table as WordPress calls it, without prefix
    /// @param usual its whole name in other shops
    String of(String table, String usual) {
        String own =
                switch (table) {
                    case "users" -> users;
                    case "usermeta" -> data;
                    default -> "";
                };
        return own.isEmpty() ? usual : own;
    }
}
