package dev.cartwright.php;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Floating-point numbers as PHP writes them with `serialize_precision` -1: the fewest digits that
/// read back as the same number.
public final class PhpFloat {
    private static final Pattern WRITTEN =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final int MAX_PLAIN_DIGITS = 17;

    private PhpFloat() {}

    /// Empty when PHP would not read it.
    static OptionalDouble parse(String written) {
        return switch (written) {
            case "INF" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-INF" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            case "NAN" -> OptionalDouble.of(Double.NaN);
            default ->
                    WRITTEN.matcher(written).matches()
                            ? OptionalDouble.of(Double.parseDouble(written))
                            : OptionalDouble.empty();
        };
    }

    static String write(double value) {
        if (Double.isNaN(value)) {
            return "NAN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "INF" : "-INF";
        }
        String sign = Math.copySign(1, value) < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        int point = shortest.precision() - shortest.scale();
        if (point < -3 || point > MAX_PLAIN_DIGITS) {
            return sign + scientific(shortest, point - 1);
        }
        return sign + shortest.toPlainString();
    }

    /// The fewest digits that name this number and no other, as PHP shows it to people.
    ///
    /// @param value finite
    public static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (digits.precision() != 2) {
            return digits;
        }
        // Java writes two digits at least, also where one would do: 4.9E-324 is PHP's 5.0E-324.
        BigDecimal one =
                digits.setScale(digits.scale() - 1, RoundingMode.HALF_UP).stripTrailingZeros();
        return one.doubleValue() == value ? one : digits;
    }

    private static String scientific(BigDecimal shortest, int exponent) {
        String digits = shortest.unscaledValue().toString();
        String fraction = digits.length() == 1 ? "0" : digits.substring(1);
        return "%s.%sE%s%d"
                .formatted(
                        digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
