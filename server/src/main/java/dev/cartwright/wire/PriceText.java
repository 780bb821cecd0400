package dev.cartwright.wire;

import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Money;

/// An amount as the shop shows it to people: `$1,234.50`.
final class PriceText {
    private PriceText() {}

    static String of(long minorUnits, Currency currency) {
        String plain = Money.decimal(minorUnits, currency.minorUnit());
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        var text = new StringBuilder(32).append(currency.prefix());
        grouped(text, whole, currency.thousandSeparator());
        if (point >= 0) {
            text.append(currency.decimalSeparator()).append(plain, point + 1, plain.length());
        }
        return text.append(currency.suffix()).toString();
    }

    private static void grouped(StringBuilder text, String whole, String separator) {
        for (int i = 0; i < whole.length(); i++) {
            boolean inside = i > 0 && Character.isDigit(whole.charAt(i - 1));
            if (inside && (whole.length() - i) % 3 == 0) {
                text.append(separator);
            }
            text.append(whole.charAt(i));
        }
    }
}
