package dev.cartwright.woocommerce;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Data;
import dev.cartwright.php.PhpFloat;
import dev.cartwright.php.PhpValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Items of a cart as WooCommerce stores them.
///
/// @param minorUnit digits of the cart's currency
record EncodedItems(int minorUnit) {
    /// @param stored what was stored before: fields that are not ours are kept
    PhpValue.Array array(List<CartItem> items, @Nullable Data stored) {
        Map<PhpValue.Key, PhpValue> all = LinkedHashMap.newLinkedHashMap(items.size());
        for (CartItem item : items) {
            all.put(PhpValue.Key.of(item.key()), item(item, entry(stored, item.key())));
        }
        return new PhpValue.Array(all);
    }

    private PhpValue item(CartItem item, Map<String, Data> before) {
        Map<PhpValue.Key, PhpValue> fields = new LinkedHashMap<>();
        fields.put(PhpValue.Key.of("key"), PhpValue.Text.of(item.key()));
        fields.put(PhpValue.Key.of("product_id"), new PhpValue.Int(item.productId()));
        fields.put(PhpValue.Key.of("variation_id"), new PhpValue.Int(item.variationId()));
        fields.put(PhpValue.Key.of("variation"), variation(item));
        fields.put(PhpValue.Key.of("quantity"), number(item.quantity()));
        // A wrong data_hash takes the item out of the cart, none at all does not.
        Data hash = before.get("data_hash");
        if (hash != null) {
            fields.put(PhpValue.Key.of("data_hash"), DataPhp.of(hash));
        }
        fields.put(PhpValue.Key.of("line_tax_data"), taxes(before.get("line_tax_data")));
        fields.put(PhpValue.Key.of("line_subtotal"), number(item.lineSubtotal()));
        fields.put(PhpValue.Key.of("line_subtotal_tax"), number(item.lineSubtotalTax()));
        fields.put(PhpValue.Key.of("line_total"), number(item.lineTotal()));
        fields.put(PhpValue.Key.of("line_tax"), number(item.lineTax()));
        fields.putAll(DataPhp.array(item.custom()).entries());
        return new PhpValue.Array(fields);
    }

    private static PhpValue variation(CartItem item) {
        Map<PhpValue.Key, PhpValue> chosen = new LinkedHashMap<>();
        item.variation()
                .forEach((name, slug) -> chosen.put(PhpValue.Key.of(name), PhpValue.Text.of(slug)));
        return new PhpValue.Array(chosen);
    }

    private static PhpValue taxes(@Nullable Data before) {
        if (before != null) {
            return DataPhp.of(before);
        }
        Map<PhpValue.Key, PhpValue> none = new LinkedHashMap<>();
        none.put(PhpValue.Key.of("subtotal"), new PhpValue.Array(Map.of()));
        none.put(PhpValue.Key.of("total"), new PhpValue.Array(Map.of()));
        return new PhpValue.Array(none);
    }

    /// CoCart's `cart_cached`: prices that were set for one cart.
    PhpValue prices(List<CartItem> items, @Nullable Data stored) {
        Map<PhpValue.Key, PhpValue> all = new LinkedHashMap<>();
        for (CartItem item : items) {
            Map<PhpValue.Key, PhpValue> fields = new LinkedHashMap<>();
            fields.putAll(DataPhp.array(entry(stored, item.key())).entries());
            fields.remove(PhpValue.Key.of("price"));
            Long price = item.price();
            if (price != null) {
                fields.put(PhpValue.Key.of("price"), text(price));
            }
            if (!fields.isEmpty()) {
                all.put(PhpValue.Key.of(item.key()), new PhpValue.Array(fields));
            }
        }
        return new PhpValue.Array(all);
    }

    private static Map<String, Data> entry(@Nullable Data stored, String name) {
        return stored instanceof Data.Mapping(var entries)
                        && entries.get(name) instanceof Data.Mapping(var fields)
                ? fields
                : Map.of();
    }

    /// A floating-point number where that is exactly the amount, else a text.
    PhpValue number(long minorUnits) {
        return number(BigDecimal.valueOf(minorUnits, minorUnit));
    }

    private static PhpValue number(BigDecimal amount) {
        double real = amount.doubleValue();
        boolean exact = Double.isFinite(real) && PhpFloat.shortest(real).compareTo(amount) == 0;
        return exact ? new PhpValue.Real(real) : PhpValue.Text.of(amount.toPlainString());
    }

    PhpValue text(long minorUnits) {
        return PhpValue.Text.of(BigDecimal.valueOf(minorUnits, minorUnit).toPlainString());
    }

    /// The same cart as far as the format can tell it.
    static Cart plain(Cart cart) {
        return new Cart(
                cart.currency(),
                cart.items().stream().map(EncodedItems::plain).toList(),
                cart.removedItems().stream().map(EncodedItems::plain).toList(),
                cart.totals(),
                cart.coupons(),
                cart.fees(),
                cart.customer(),
                cart.hash(),
                cart.sessionValue());
    }

    private static CartItem plain(CartItem item) {
        return new CartItem(
                item.key(),
                item.productId(),
                item.variationId(),
                item.quantity(),
                item.variation(),
                item.lineSubtotal(),
                item.lineSubtotalTax(),
                item.lineTotal(),
                item.lineTax(),
                item.custom(),
                null,
                null,
                item.price());
    }
}
