package dev.cartwright.store.woocommerce;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private final String file;
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> computed = new HashSet<>();

    private WpConfig(String file) {
        this.file = file;
    }

    static WpConfig parse(String file, String php) {
        var config = new WpConfig(file);
        String text = PhpText.withoutComments(php);
        Matcher define = DEFINE.matcher(text);
        while (define.find()) {
            config.put(define.group(2), PhpText.expression(text, define.end()));
        }
        Matcher prefix = TABLE_PREFIX.matcher(text);
        while (prefix.find()) {
            config.put("$table_prefix", PhpText.expression(text, prefix.end()));
        }
        return config;
    }

    /// The first definition of a constant holds in PHP; of a variable, the last assignment.
    private void put(String name, String expression) {
        String literal = PhpText.literal(expression);
        if (name.equals("MYSQL_CLIENT_FLAGS")) {
            values.put(name, expression);
            return;
        }
        if (values.containsKey(name) && !name.startsWith("$")) {
            return;
        }
        if (literal == null) {
            computed.add(name);
            return;
        }
        computed.remove(name);
        values.put(name, literal);
    }

    String required(String name, String setting) {
        String value = values.get(name);
        if (value != null) {
            return value;
        }
        String why = computed.contains(name) ? "is computed there" : "is not defined there";
        throw new AddressException(file + ": " + name + " " + why + "; set " + setting);
    }

    String prefix() {
        return values.containsKey("$table_prefix")
                ? required("$table_prefix", "woocommerce-prefix")
                : "";
    }

    /// Empty in a configuration means that WordPress leaves it to the server, today `utf8mb4`.
    String charset() {
        String charset = values.getOrDefault("DB_CHARSET", "");
        return charset.isEmpty() || charset.startsWith("utf8")
                ? WooAddress.DEFAULT_CHARSET
                : charset;
    }

    /// Host and database as a URL has them.
    String place() {
        String database = required("DB_NAME", "woocommerce to a JDBC URL");
        Matcher host = host();
        String name = host.group(1).isEmpty() ? "localhost" : host.group(1);
        String port = host.group(2) == null ? "3306" : host.group(2);
        return name + ":" + port + "/" + database;
    }

    String options() {
        // as PHP does by this flag: encrypted, the certificate is not looked at
        boolean encrypted =
                values.getOrDefault("MYSQL_CLIENT_FLAGS", "").contains("MYSQLI_CLIENT_SSL");
        return encrypted ? "?sslMode=trust" : "";
    }

    private Matcher host() {
        String host = required("DB_HOST", "woocommerce to a JDBC URL");
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            throw new AddressException(file + ": DB_HOST cannot be understood");
        }
        if (matcher.group(3) != null) {
            throw new AddressException(
                    file
                            + ": DB_HOST is a socket, but the database is reached by TCP only; set"
                            + " woocommerce to jdbc:mariadb://127.0.0.1:3306/… instead, with"
                            + " woocommerce-user and woocommerce-password");
        }
        return matcher;
    }
}
