package dev.cartwright.store.woocommerce;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a `wp-config.php` says of the database. The file is read, never run, so only what stands
/// there as plain text counts; what it takes from elsewhere is named as missing.
final class WpConfig {
    private static final Pattern DEFINE =
            Pattern.compile(
                    "\\bdefine\\s*\\(\\s*(['\"])(\\w+)\\1\\s*,\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE_PREFIX = Pattern.compile("\\$table_prefix\\s*=\\s*");

    /// Of `host`, `host:3306`, `host:/run/socket`, `:/run/socket` and `[::1]:3306`.
    private static final Pattern HOST =
            Pattern.compile("(\\[[^\\]]*\\]|[^:/\\[\\]]*)(?::(\\d{1,5}))?(?::?(/.*))?");

    private static final Pattern FLAG = Pattern.compile("(?:MYSQLI?_CLIENT_\\w+)|\\d{1,9}");
    private static final int CLIENT_SSL = 2048; // MYSQLI_CLIENT_SSL
    private static final String PREFIX = "$table_prefix";

    private final String file;

    /// As PHP has them there, by the constants' names.
    private final Map<String, String> expressions = new HashMap<>();

    private WpConfig(String file) {
        this.file = file;
    }

    static WpConfig parse(String file, String php) {
        var config = new WpConfig(file);
        String text = PhpText.withoutComments(php);
        Matcher define = DEFINE.matcher(text);
        while (define.find()) {
            config.define(define.group(2), PhpText.expression(text, define.end()));
        }
        Matcher prefix = TABLE_PREFIX.matcher(text);
        while (prefix.find()) {
            config.expressions.put(PREFIX, PhpText.expression(text, prefix.end()));
        }
        return config;
    }

    /// The first definition of a constant holds in PHP; one in plain text is most likely it.
    private void define(String name, String expression) {
        expressions.merge(
                name,
                expression,
                (first, other) ->
                        PhpText.literal(first) == null && PhpText.literal(other) != null
                                ? other
                                : first);
    }

    /// Null where it is not defined, or computed.
    private @Nullable String value(String name) {
        String expression = expressions.get(name);
        return expression == null ? null : PhpText.literal(expression);
    }

    private String valueOrEmpty(String name) {
        String value = value(name);
        return value == null ? "" : value;
    }

    String required(String name, String setting) {
        String value = value(name);
        if (value != null) {
            return value;
        }
        String why = expressions.containsKey(name) ? "is computed there" : "is not defined there";
        throw new AddressException(file + ": " + name + " " + why + "; set " + setting);
    }

    /// Of the main site, which in a network may be another than the first.
    String prefix() {
        if (!expressions.containsKey(PREFIX)) {
            return "";
        }
        String prefix = required(PREFIX, "woocommerce-prefix");
        String site = expressions.getOrDefault("BLOG_ID_CURRENT_SITE", "1").replaceAll("['\"]", "");
        if (!network() || site.equals("1")) {
            return prefix;
        }
        if (!site.matches("\\d{1,9}")) {
            throw new AddressException(
                    file + ": BLOG_ID_CURRENT_SITE is computed there; set woocommerce-prefix");
        }
        return prefix + site + "_";
    }

    /// Whether several sites share this configuration.
    boolean network() {
        return expressions.getOrDefault("MULTISITE", "").equalsIgnoreCase("true");
    }

    /// @param given stands above what is there
    UserTableNames userTables(UserTableNames given) {
        return new UserTableNames(
                given.users().isEmpty()
                        ? table("CUSTOM_USER_TABLE", "woocommerce-users-table")
                        : given.users(),
                given.data().isEmpty()
                        ? table("CUSTOM_USER_META_TABLE", "woocommerce-usermeta-table")
                        : given.data());
    }

    private String table(String name, String setting) {
        String expression = expressions.get(name);
        if (expression == null) {
            return "";
        }
        String value = PhpText.joined(expression, PREFIX, value(PREFIX));
        if (value == null || value.isEmpty()) {
            throw new AddressException(file + ": " + name + " is computed there; set " + setting);
        }
        return value;
    }

    /// Empty in a configuration means that WordPress leaves it to the server, today `utf8mb4`.
    String charset() {
        return ShopCharset.ofConnection(valueOrEmpty("DB_CHARSET"));
    }

    /// Host and database as a URL has them.
    String place() {
        String database = required("DB_NAME", "woocommerce to a JDBC URL");
        Matcher host = host();
        String name = host.group(1).isEmpty() ? "localhost" : host.group(1);
        String port = host.group(2) == null ? "3306" : host.group(2);
        return name + ":" + port + "/" + database;
    }

    /// Encrypted where PHP is told so; as there, the certificate is not looked at.
    String options() {
        boolean encrypted = false;
        String flags = expressions.getOrDefault("MYSQL_CLIENT_FLAGS", "0");
        for (String flag : flags.split("\\|", -1)) {
            encrypted |= encrypts(flag.strip());
        }
        return encrypted ? "?sslMode=trust" : "";
    }

    private boolean encrypts(String flag) {
        if (!FLAG.matcher(flag).matches()) {
            throw new AddressException(
                    file
                            + ": MYSQL_CLIENT_FLAGS is computed there, so nobody knows whether the"
                            + " connection is encrypted; set woocommerce to a JDBC URL");
        }
        return Character.isDigit(flag.charAt(0))
                ? (Integer.parseInt(flag) & CLIENT_SSL) != 0
                : flag.contains("_CLIENT_SSL");
    }

    /// A `localhost` without a port is a socket in PHP.
    LocalSockets sockets() {
        Matcher host = host();
        if (host.group(3) != null) {
            return LocalSockets.at(host.group(3));
        }
        boolean local = host.group(1).isEmpty() || host.group(1).equalsIgnoreCase("localhost");
        return local && host.group(2) == null ? LocalSockets.USUAL : LocalSockets.NONE;
    }

    private Matcher host() {
        String host = required("DB_HOST", "woocommerce to a JDBC URL");
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            throw new AddressException(file + ": DB_HOST cannot be understood");
        }
        return matcher;
    }
}
