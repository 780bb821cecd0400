package dev.cartwright.woocommerce;

import dev.cartwright.php.PhpValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Prices as they are typed into `_price`.
final class Prices {
    private Prices() {}

    /// A product with variations has one row for each price; the lowest is shown.
    static String lower(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return number(other).compareTo(number(one)) < 0 ? other : one;
    }

    private static BigDecimal number(String price) {
        return new Scalars(2, ".", new ArrayList<>()).number(PhpValue.Text.of(price), "");
    }

    /// Minor units; null when none was typed.
    static @Nullable Long minor(String price, int minorUnit) {
        if (price.isBlank()) {
            return null;
        }
        return new Scalars(minorUnit, ".", new ArrayList<>()).money(PhpValue.Text.of(price), "");
    }
}
