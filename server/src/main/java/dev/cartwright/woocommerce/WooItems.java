package dev.cartwright.woocommerce;

import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Data;
import dev.cartwright.php.PhpValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The items of a stored cart.
///
/// @param cached CoCart's `cart_cached`, where a price of one's own is kept
record WooItems(Scalars scalars, PhpValue cached) {
    /// What WooCommerce itself puts on an item; all else is custom.
    private static final Set<String> STANDARD =
            Set.of(
                    "key",
                    "product_id",
                    "variation_id",
                    "variation",
                    "quantity",
                    "data",
                    "data_hash",
                    "line_tax_data",
                    "line_subtotal",
                    "line_subtotal_tax",
                    "line_total",
                    "line_tax");

    private static final int MAX_KEY_LENGTH = 200;

    /// Items whose shape is wrong are left out, with a note.
    List<CartItem> read(PhpValue items, String what) {
        return read(items, what, this::whole);
    }

    /// The same items with their products and quantities alone.
    List<CartItem> summary(PhpValue items, String what) {
        return read(items, what, this::counted);
    }

    private interface ItemReader {
        CartItem read(PhpValue.Key key, long product, PhpValue value, String what);
    }

    private List<CartItem> read(PhpValue items, String what, ItemReader reader) {
        var read = new ArrayList<CartItem>();
        var keys = new HashSet<String>();
        PhpData.entries(items)
                .forEach(
                        (key, value) -> {
                            long product = product(value, what);
                            if (product != 0 && keys.add(itemKey(key, value))) {
                                read.add(reader.read(key, product, value, what));
                            }
                        });
        return read;
    }

    /// 0 for what is no item.
    private long product(PhpValue value, String what) {
        if (!PhpData.structured(value)) {
            scalars.notes().add(what + " is no array and was left out");
            return 0;
        }
        long product = Scalars.id(PhpData.get(value, "product_id"));
        if (product == 0) {
            scalars.notes().add(what + " names no product and was left out");
        }
        return product;
    }

    private CartItem whole(PhpValue.Key key, long product, PhpValue value, String what) {
        return new CartItem(
                itemKey(key, value),
                product,
                Scalars.id(PhpData.get(value, "variation_id")),
                quantity(PhpData.get(value, "quantity"), what),
                variation(PhpData.get(value, "variation")),
                money(value, "line_subtotal", what),
                money(value, "line_subtotal_tax", what),
                money(value, "line_total", what),
                money(value, "line_tax", what),
                custom(value),
                null,
                null,
                ownPrice(key));
    }

    private CartItem counted(PhpValue.Key key, long product, PhpValue value, String what) {
        return new CartItem(
                itemKey(key, value),
                product,
                Scalars.id(PhpData.get(value, "variation_id")),
                quantity(PhpData.get(value, "quantity"), what),
                Map.of(),
                0,
                0,
                0,
                0,
                Map.of(),
                null,
                null,
                null);
    }

    /// The array's key, as WooCommerce has it; a list's items name it themselves.
    private static String itemKey(PhpValue.Key key, PhpValue item) {
        String own = Scalars.words(PhpData.get(item, "key"));
        boolean listed = key instanceof PhpValue.Key.Index && !own.isEmpty();
        return Scalars.clean(listed ? own : key.string(), MAX_KEY_LENGTH);
    }

    private long money(PhpValue item, String name, String what) {
        return scalars.money(PhpData.get(item, name), what + "'s " + name);
    }

    private BigDecimal quantity(PhpValue value, String what) {
        BigDecimal quantity = scalars.number(value, what + "'s quantity");
        if (quantity.signum() < 0) {
            scalars.notes().add(what + "'s quantity is negative");
            return BigDecimal.ZERO;
        }
        BigDecimal plain = quantity.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static Map<String, String> variation(PhpValue value) {
        Map<String, String> chosen = new LinkedHashMap<>();
        PhpData.entries(value)
                .forEach((key, slug) -> chosen.put(key.string(), Scalars.words(slug)));
        return chosen;
    }

    private static Map<String, Data> custom(PhpValue item) {
        Map<String, Data> custom = new LinkedHashMap<>();
        PhpData.entries(item)
                .forEach(
                        (key, value) -> {
                            if (!STANDARD.contains(key.string())) {
                                custom.put(key.string(), PhpData.of(value));
                            }
                        });
        return custom;
    }

    private @Nullable Long ownPrice(PhpValue.Key key) {
        PhpValue kept = PhpData.entries(cached).getOrDefault(key, new PhpValue.Null());
        PhpValue price = PhpData.get(kept, "price");
        return switch (price) {
            case PhpValue.Int _, PhpValue.Real _ -> scalars.money(price, "a price");
            case PhpValue.Text text when text.bytes().length > 0 -> scalars.money(price, "a price");
            default -> null;
        };
    }
}
