package dev.cartwright.cart;

import dev.cartwright.cart.Data.Mapping;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A shopper's cart.
///
/// @param currency of every amount in it
/// @param items in the shopper's order; item keys are unique
/// @param removedItems what the shopper took out and may put back
/// @param hash WooCommerce's cart hash, empty for an empty cart
/// @param sessionValue the stored parts decoded (`cart`, `cart_totals`, `customer`, …) when they
///     come from another system, empty when that stored none; null for carts made here
public record Cart(
        Currency currency,
        List<CartItem> items,
        List<CartItem> removedItems,
        Totals totals,
        List<AppliedCoupon> coupons,
        List<Fee> fees,
        Customer customer,
        String hash,
        @Nullable Mapping sessionValue) {

    public Cart {
        items = List.copyOf(items);
        removedItems = List.copyOf(removedItems);
        coupons = List.copyOf(coupons);
        fees = List.copyOf(fees);
    }

    /// Pieces over all items, decimals cut off as CoCart's `item_count` does.
    public long itemCount() {
        BigDecimal sum = BigDecimal.ZERO;
        for (CartItem item : items) {
            sum = sum.add(item.quantity());
        }
        return sum.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
