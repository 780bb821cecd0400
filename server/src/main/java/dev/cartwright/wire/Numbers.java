package dev.cartwright.wire;

import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;

/// Decimals as JSON numbers and plain text.
final class Numbers {
    /// Beyond this many digits an exponent is shorter, and a hostile one cannot fill the memory.
    private static final int MAX_PLAIN_DIGITS = 60;

    private static final int MAX_WEIGHT_LENGTH = 20;

    private Numbers() {}

    /// `2` for 2 and 2.0, `2.5` for 2.50.
    static void write(JsonGenerator json, BigDecimal number) {
        if (number.scale() == 0 && number.precision() < 19) {
            json.writeNumber(number.longValueExact());
        } else {
            json.writeNumber(text(number));
        }
    }

    static String text(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        boolean plain = shortest.precision() + Math.abs((long) shortest.scale()) < MAX_PLAIN_DIGITS;
        return plain ? shortest.toPlainString() : shortest.toString();
    }

    /// A weight as a shop owner typed it; zero when it is no plain number.
    static BigDecimal weight(String typed) {
        if (typed.isEmpty() || typed.length() > MAX_WEIGHT_LENGTH) {
            return BigDecimal.ZERO;
        }
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if ((c < '0' || c > '9') && c != '.') {
                return BigDecimal.ZERO;
            }
        }
        try {
            return new BigDecimal(typed);
        } catch (NumberFormatException _) {
            return BigDecimal.ZERO;
        }
    }
}
