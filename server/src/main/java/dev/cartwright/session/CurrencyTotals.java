package dev.cartwright.session;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sums up what carts are worth, per currency. Carts of one currency with different numbers of
/// digits are added at the larger number.
public final class CurrencyTotals {
    private record Sum(int minorUnit, BigInteger units) {}

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final TreeMap<String, Sum> sums = new TreeMap<>();

    /// An unreadable cart has no currency and adds nothing.
    ///
    /// @param total minor units
    public void add(String currencyCode, int minorUnit, long total) {
        if (currencyCode.isEmpty() && total == 0) {
            return;
        }
        sums.merge(
                currencyCode, new Sum(minorUnit, BigInteger.valueOf(total)), CurrencyTotals::plus);
    }

    /// By code. A sum that has no place in a `long` stops at its end.
    public List<BulkOutcome.CurrencyTotal> list() {
        return sums.entrySet().stream().map(CurrencyTotals::total).toList();
    }

    private static Sum plus(Sum a, Sum b) {
        int digits = Math.max(a.minorUnit(), b.minorUnit());
        return new Sum(digits, units(a, digits).add(units(b, digits)));
    }

    private static BigInteger units(Sum sum, int digits) {
        return sum.units().multiply(BigInteger.TEN.pow(digits - sum.minorUnit()));
    }

    private static BulkOutcome.CurrencyTotal total(Map.Entry<String, Sum> entry) {
        Sum sum = entry.getValue();
        long units = sum.units().min(MOST).max(MOST.negate()).longValueExact();
        return new BulkOutcome.CurrencyTotal(entry.getKey(), sum.minorUnit(), units);
    }
}
