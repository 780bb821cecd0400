package dev.cartwright.cart;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Arithmetic of amounts, which are `long` minor units of a currency throughout.
public final class Money {
    /// Digits of the one fixed scale at which totals of different currencies are compared.
    public static final int COMPARABLE_SCALE = Currency.MAX_MINOR_UNIT;

    private Money() {}

    /// `4998` at 2 digits is `49.98`; `-5` is `-0.05`; at 0 digits there is no point.
    public static String decimal(long minorUnits, int minorUnit) {
        if (minorUnit == 0) {
            return Long.toString(minorUnits);
        }
        return BigDecimal.valueOf(minorUnits, minorUnit).toPlainString();
    }

    /// Rounds half up (away from zero), as WooCommerce's `wc_add_number_precision` does.
    ///
    /// @throws ArithmeticException when the amount has no place in a `long`
    public static long toMinorUnits(BigDecimal amount, int minorUnit) {
        return amount.setScale(minorUnit, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }

    /// The amount at [#COMPARABLE_SCALE], so that totals of several currencies compare as plain
    /// decimal numbers. Saturates at the ends of `long`: it is only ever compared.
    public static long comparable(long minorUnits, int minorUnit) {
        long factor = 1;
        for (int i = minorUnit; i < COMPARABLE_SCALE; i++) {
            factor *= 10;
        }
        long high = Math.multiplyHigh(minorUnits, factor);
        long low = minorUnits * factor;
        if (high == 0 && low >= 0 || high == -1 && low < 0) {
            return low;
        }
        return minorUnits < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
