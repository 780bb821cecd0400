package dev.cartwright.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Masks what must not stand in a debug line or an exception: secrets, cart keys, personal data.
///
/// Of a consumer key the last 7 characters stay and of a guest's cart key the first 4, so that a
/// line can still be matched with what the server shows.
final class Redaction {
    static final String GONE = "[redacted]";

    private static final int KEY_END = 7;
    private static final int SHORTEST_KEY = 20;
    private static final int CART_KEY_START = 4;

    private static final Pattern SECRETS =
            Pattern.compile(
                    "(?<scheme>(?i:Basic|Bearer)[ +]+)[^\\s\"',;&]+"
                            + "|(?<member>(?i:consumer_secret|consumer_key|password|token|"
                            + "oauth_\\w+)[\"']?\\s*[=:]\\s*[\"']?)[^\\s&\"',;}]+"
                            + "|(?<user>://)[^\\s/@\"']+@"
                            + "|(?<pair>Y2tf[0-9A-Za-z+/_-]{4,}=*)" // the base64 of ck_
                            + "|(?<half>(?<![0-9A-Za-z])(?:ck|cs)_[0-9A-Za-z_-]+)"
                            + "|(?<email>[\\p{L}0-9._%+'-]{1,64}(?:@|%40)[\\p{L}0-9.-]{1,250})"
                            + "|(?<cart>(?<![0-9A-Za-z_-])(?:t_[0-9A-Za-z]{8,40}|[0-9a-f]{30,42})"
                            + "(?![0-9A-Za-z_-]))");

    private static final Pattern CART_IN_PATH =
            Pattern.compile("(?<=/sessions?/)(?!\\?)[^/?#\\s\"]+");

    private static final Set<String> KEYS_OF_CARTS = Set.of("cart_key", "session_key", "keys");

    private static final List<String> PERSONAL =
            List.of(
                    "email",
                    "phone",
                    "address",
                    "first_name",
                    "last_name",
                    "customers_name",
                    "billing",
                    "shipping",
                    "secret",
                    "password",
                    "token",
                    "authorization",
                    "session_value",
                    "login");

    private Redaction() {}

    static String consumerKey(String key) {
        return key.length() < SHORTEST_KEY ? GONE : "ck_…" + key.substring(key.length() - KEY_END);
    }

    /// A customer's cart key is her user id and stays.
    static String cartKey(String key) {
        boolean customer = key.chars().allMatch(c -> c >= '0' && c <= '9');
        return customer || key.length() <= CART_KEY_START
                ? key
                : key.substring(0, CART_KEY_START) + "…";
    }

    static String path(String path) {
        return CART_IN_PATH.matcher(path).replaceAll(found -> quoted(cartKey(found.group())));
    }

    /// Text of any kind.
    static String text(String text) {
        return replaced(SECRETS.matcher(path(text)));
    }

    private static String replaced(Matcher found) {
        var out = new StringBuilder();
        while (found.find()) {
            found.appendReplacement(out, quoted(mask(found)));
        }
        return found.appendTail(out).toString();
    }

    /// A JSON value, by the names of its members and by the look of its texts.
    static @Nullable Object value(String name, @Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object(object);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>(list.size());
            list.forEach(element -> masked.add(value(name, element)));
            return masked;
        } else if (value instanceof String text) {
            return member(name, text);
        }
        return value;
    }

    private static JsonObject object(JsonObject object) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        for (String name : object.names()) {
            masked.put(text(name), value(name, object.get(name)));
        }
        return new JsonObject(masked);
    }

    private static String member(String name, String text) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (KEYS_OF_CARTS.contains(lower)) {
            return cartKey(text);
        }
        if (lower.equals("consumer_key")) {
            return consumerKey(text);
        }
        boolean personal = PERSONAL.stream().anyMatch(lower::contains);
        return personal && !text.isEmpty() ? GONE : text(text);
    }

    private static String mask(Matcher found) {
        for (String kept : List.of("scheme", "member", "user")) {
            String start = found.group(kept);
            if (start != null) {
                return start + GONE + (kept.equals("user") ? "@" : "");
            }
        }
        String half = found.group("half");
        if (half != null) {
            return half.startsWith("ck_") ? consumerKey(half) : "cs_" + GONE;
        }
        String cart = found.group("cart");
        return cart == null ? GONE : cartKey(cart);
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }
}
