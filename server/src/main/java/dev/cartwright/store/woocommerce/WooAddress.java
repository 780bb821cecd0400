package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a shop's database is, and as whom to go there.
///
/// @param url of the driver, without user and password; its options may hold other secrets
/// @param sockets by which it is reached instead, where it is on this machine
/// @param user empty for the operating system's
/// @param prefix of the tables' names, empty to find it
/// @param userTables what these are called where it is not by the prefix
/// @param charset the connection's in WordPress (`DB_CHARSET`), which decides what bytes it sees
/// @param network whether a `wp-config.php` says that the site is the first of a network
public record WooAddress(
        String url,
        LocalSockets sockets,
        String user,
        String password,
        String prefix,
        UserTableNames userTables,
        String charset,
        boolean network) {
    public static final String DEFAULT_CHARSET = "utf8mb4";

    private static final String SCHEME = "jdbc:mariadb://";
    private static final Set<String> SCHEMES = Set.of(SCHEME, "jdbc:mysql://", "mysql://");
    private static final Pattern PREFIX = Pattern.compile("[0-9A-Za-z_$]{0,64}");

    /// Ours to decide: these would change what we read, or let a server read our files; or they
    /// want a library that is not here, or name a class to run.
    private static final Set<String> REFUSED =
            Set.of(
                    "allowlocalinfile",
                    "allowmultiqueries",
                    "usecompression",
                    "pool",
                    "socketfactory",
                    "pipe");

    public WooAddress {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new AddressException(
                    "the table prefix may hold letters, digits, _ and $ only, at most 64");
        }
    }

    /// @param given a JDBC URL, or the path of a `wp-config.php`
    /// @param user stands above what is in there, where not null; so do the others
    public static WooAddress of(
            String given,
            @Nullable String user,
            @Nullable String password,
            @Nullable String prefix) {
        return of(given, user, password, prefix, UserTableNames.USUAL);
    }

    /// @param named stands above a `wp-config.php` too, where it says something
    static WooAddress of(
            String given,
            @Nullable String user,
            @Nullable String password,
            @Nullable String prefix,
            UserTableNames named) {
        return isUrl(given)
                ? ofUrl(given, user, password, prefix).withUserTables(named)
                : ofConfig(Path.of(given), user, password, prefix, named);
    }

    /// As [#of(String, String, String, String)], with tables of users by names of their own.
    ///
    /// @param users null for the usual one, as is the other
    public static WooAddress of(
            String given,
            @Nullable String user,
            @Nullable String password,
            @Nullable String prefix,
            @Nullable String users,
            @Nullable String userData) {
        return of(
                given,
                user,
                password,
                prefix,
                new UserTableNames(orElse(users, ""), orElse(userData, "")));
    }

    /// Whether it has the look of a URL rather than of a path.
    public static boolean isUrl(String given) {
        return given.regionMatches(true, 0, "jdbc:", 0, 5) || given.contains("://");
    }

    private static WooAddress ofUrl(
            String given,
            @Nullable String user,
            @Nullable String password,
            @Nullable String prefix) {
        String scheme =
                SCHEMES.stream()
                        .filter(s -> given.regionMatches(true, 0, s, 0, s.length()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new AddressException(
                                                "the shop's database must be given as"
                                                        + " jdbc:mariadb://host:3306/database"));
        String rest = given.substring(scheme.length());
        int query = rest.indexOf('?');
        String place = query < 0 ? rest : rest.substring(0, query);
        var options = new Options(query < 0 ? "" : rest.substring(query + 1));
        if (place.contains("@")) {
            throw new AddressException(
                    "user and password do not stand before the host: give them as"
                            + " ?user=…&password=…, or by settings of their own");
        }
        requireDatabase(place);
        return checked(
                new WooAddress(
                        SCHEME + place + options.others(),
                        options.sockets,
                        orElse(user, options.user),
                        orElse(password, options.password),
                        orElse(prefix, ""),
                        UserTableNames.USUAL,
                        DEFAULT_CHARSET,
                        false),
                options.password.isEmpty());
    }

    private static void requireDatabase(String place) {
        int slash = place.indexOf('/');
        if (slash < 0 || slash == place.length() - 1 || place.indexOf('/', slash + 1) >= 0) {
            throw new AddressException("the URL of the shop's database names no database");
        }
    }

    private static WooAddress ofConfig(
            Path file,
            @Nullable String user,
            @Nullable String password,
            @Nullable String prefix,
            UserTableNames named) {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException _) {
            throw new AddressException(
                    "cannot read "
                            + file
                            + ": give jdbc:mariadb://host:3306/database or the path of a"
                            + " wp-config.php");
        }
        var config = WpConfig.parse(file.toString(), text);
        return checked(
                new WooAddress(
                        SCHEME + config.place() + config.options(),
                        config.sockets(),
                        orElse(user, () -> config.required("DB_USER", "woocommerce-user")),
                        orElse(
                                password,
                                () -> config.required("DB_PASSWORD", "woocommerce-password")),
                        orElse(prefix, config::prefix),
                        config.userTables(named),
                        config.charset(),
                        config.network()),
                true);
    }

    /// The driver's own look at it. A misspelt `sslMode` would leave a connection in clear.
    ///
    /// @param tell whether unknown options may be named: they may be the rest of a password that
    ///     has an `&` in it
    private static WooAddress checked(WooAddress address, boolean tell) {
        try {
            var parsed = org.mariadb.jdbc.Configuration.parse(address.url());
            if (parsed == null || !parsed.nonMappedOptions().isEmpty()) {
                boolean named = parsed != null && tell;
                throw new AddressException(
                        "the URL of the shop's database has options that the driver does not know"
                                + (named
                                        ? ": " + names(parsed.nonMappedOptions())
                                        : "; a password with an & in it has a setting of its own"));
            }
            checkReadable("serverSslCert", parsed.serverSslCert());
            checkReadable("serverRsaPublicKeyFile", parsed.serverRsaPublicKeyFile());
            return address;
        } catch (SQLException | IllegalArgumentException _) {
            throw new AddressException("the URL of the shop's database cannot be understood");
        }
    }

    /// The driver would only say so when it connects. A certificate may stand in the URL itself.
    private static void checkReadable(String option, @Nullable String file) {
        if (file != null && file.startsWith("/") && !Files.isReadable(Path.of(file))) {
            throw new AddressException(
                    "the URL of the shop's database names a file by %s that cannot be read"
                            .formatted(option));
        }
    }

    private static String names(Properties options) {
        return String.join(", ", options.stringPropertyNames());
    }

    private static String orElse(@Nullable String first, String second) {
        return first == null || first.isEmpty() ? second : first;
    }

    private static String orElse(
            @Nullable String first, java.util.function.Supplier<String> second) {
        return first == null || first.isEmpty() ? second.get() : first;
    }

    /// The same shop, by this prefix.
    public WooAddress withPrefix(String found) {
        return new WooAddress(url, sockets, user, password, found, userTables, charset, network);
    }

    WooAddress withUserTables(UserTableNames named) {
        return new WooAddress(url, sockets, user, password, prefix, named, charset, network);
    }

    /// Host and database, as a log may tell it.
    @Override
    public String toString() {
        int query = url.indexOf('?');
        return (query < 0 ? url : url.substring(0, query)).substring("jdbc:".length());
    }

    /// The query of a URL, taken apart as the driver does: nothing is unescaped.
    private static final class Options {
        private final List<String> others = new ArrayList<>();
        private String user = "";
        private String password = "";
        private LocalSockets sockets = LocalSockets.NONE;

        Options(String query) {
            for (String option : query.split("&", -1)) {
                add(option);
            }
        }

        private void add(String option) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            switch (name.toLowerCase(Locale.ROOT)) {
                case "" -> {}
                case "user" -> user = value;
                case "password" -> password = value;
                case "localsocket" -> sockets = LocalSockets.at(value);
                default -> others.add(permitted(name, option));
            }
        }

        private static String permitted(String name, String option) {
            if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new AddressException(
                        "the URL of the shop's database may not set the option " + name);
            }
            return option;
        }

        String others() {
            return others.isEmpty() ? "" : "?" + String.join("&", others);
        }
    }
}
