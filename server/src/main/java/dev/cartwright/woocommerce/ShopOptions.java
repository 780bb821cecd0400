package dev.cartwright.woocommerce;

import dev.cartwright.cart.Currency;
import dev.cartwright.shop.ShopSettings;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The few of a site's options that we need.
public final class ShopOptions {
    private static final Set<String> WANTED =
            Set.of(
                    "siteurl",
                    "home",
                    "blogname",
                    "gmt_offset",
                    "timezone_string",
                    "upload_url_path",
                    "woocommerce_currency",
                    "woocommerce_currency_pos",
                    "woocommerce_price_thousand_sep",
                    "woocommerce_price_decimal_sep",
                    "woocommerce_price_num_decimals",
                    "woocommerce_weight_unit",
                    "woocommerce_dimension_unit",
                    "woocommerce_tax_display_cart",
                    "woocommerce_placeholder_image",
                    "woocommerce_manage_stock");

    private final Map<String, String> values;
    private final byte[] roles;

    private ShopOptions(Map<String, String> values, byte[] roles) {
        this.values = values;
        this.roles = roles;
    }

    /// What is wanted of a site's options, beside the roles.
    public static Set<String> names() {
        return WANTED;
    }

    /// @param values by name; absent ones are as WooCommerce has them at first
    /// @param roles serialised, empty for none
    public static ShopOptions of(Map<String, String> values, byte[] roles) {
        return new ShopOptions(Map.copyOf(values), roles);
    }

    static ShopOptions read(ShopTables dump, Site site) throws IOException {
        Map<String, String> values = new HashMap<>();
        String rolesName = site.namePrefix() + "user_roles";
        var roles = new byte[1][];
        dump.rows(
                site.table("options"),
                List.of("option_name", "option_value"),
                row -> {
                    String name = row.text("option_name");
                    if (WANTED.contains(name)) {
                        values.put(name, row.text("option_value"));
                    }
                    if (name.equals(rolesName)) {
                        roles[0] = row.bytes("option_value");
                    }
                });
        byte[] found = roles[0];
        return new ShopOptions(values, found == null ? new byte[0] : found);
    }

    public boolean found() {
        return !values.isEmpty();
    }

    /// The serialised roles; empty when the dump has none.
    public byte[] roles() {
        return roles;
    }

    boolean stockManaged() {
        return !get("woocommerce_manage_stock", "yes").equals("no");
    }

    public String placeholderImage() {
        return get("woocommerce_placeholder_image", "");
    }

    /// URL of the folder that pictures lie in, without a trailing slash.
    String uploads() {
        String own = slashless(get("upload_url_path", ""));
        String site = slashless(get("siteurl", get("home", "")));
        return own.isEmpty() ? site + "/wp-content/uploads" : own;
    }

    private String get(String name, String otherwise) {
        String value = values.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    /// May be a single space, and may be empty.
    private String thousands() {
        return values.getOrDefault("woocommerce_price_thousand_sep", ",");
    }

    /// As `wc_get_price_decimal_separator` has it, an empty one is a point.
    private String decimalPoint() {
        String separator = values.getOrDefault("woocommerce_price_decimal_sep", "");
        return separator.isEmpty() ? "." : separator;
    }

    private static String slashless(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    public ShopSettings settings(String placeholderUrl) {
        ShopSettings usual = ShopSettings.DEFAULT;
        return new ShopSettings(
                get("blogname", usual.name()),
                slashless(get("home", get("siteurl", ""))),
                currency(),
                get("woocommerce_weight_unit", usual.weightUnit()),
                get("woocommerce_dimension_unit", usual.dimensionUnit()),
                zone().getId().equals("Z") ? "UTC" : zone().getId(),
                get("woocommerce_tax_display_cart", "excl").equals("incl"),
                placeholderUrl);
    }

    public Currency currency() {
        String code = get("woocommerce_currency", "USD");
        String symbol = CurrencySymbols.of(code);
        String position = get("woocommerce_currency_pos", "left");
        return new Currency(
                code,
                symbol,
                decimals(),
                decimalPoint(),
                thousands(),
                switch (position) {
                    case "right", "right_space" -> "";
                    case "left_space" -> symbol + " ";
                    default -> symbol;
                },
                switch (position) {
                    case "right" -> symbol;
                    case "right_space" -> " " + symbol;
                    default -> "";
                });
    }

    private int decimals() {
        String digits = get("woocommerce_price_num_decimals", "2");
        if (!digits.matches("[0-9]{1,3}")) {
            return 2;
        }
        return Math.min(Integer.parseInt(digits), Currency.MAX_MINOR_UNIT);
    }

    /// The site's own time, in which WooCommerce writes when a key was used.
    public ZoneId zone() {
        String name = get("timezone_string", "");
        try {
            return name.isEmpty() ? offset() : ZoneId.of(name);
        } catch (DateTimeException _) {
            return offset();
        }
    }

    /// Hours, as `5.5`.
    private ZoneId offset() {
        try {
            double hours = Double.parseDouble(get("gmt_offset", "0"));
            return ZoneOffset.ofTotalSeconds((int) Math.round(hours * 60) * 60);
        } catch (NumberFormatException | DateTimeException _) {
            return ZoneOffset.UTC;
        }
    }
}
