package dev.cartwright.woocommerce;

import dev.cartwright.cart.Money;
import dev.cartwright.php.PhpFloat;
import dev.cartwright.php.PhpValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads numbers and words out of PHP's loosely typed values. What cannot be read counts as 0 or
/// empty, and leaves a note.
///
/// @param decimalSeparator of the shop, which plugins leave in stored texts
/// @param notes takes sentences without any of the contents
record Scalars(int minorUnit, String decimalSeparator, List<String> notes) {
    private static final int MAX_DIGITS = 64;
    private static final int MAX_WORDS = 500;
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    /// Minor units, rounded half up from the decimal that the shop sees.
    long money(PhpValue value, String what) {
        try {
            return Money.toMinorUnits(number(value, what), minorUnit);
        } catch (ArithmeticException _) {
            notes.add(what + " is too large for an amount");
            return 0;
        }
    }

    BigDecimal number(PhpValue value, String what) {
        Optional<BigDecimal> number =
                switch (value) {
                    case PhpValue.Null _ -> Optional.of(BigDecimal.ZERO);
                    case PhpValue.Bool(boolean flag) ->
                            Optional.of(flag ? BigDecimal.ONE : BigDecimal.ZERO);
                    case PhpValue.Int(long whole) -> Optional.of(BigDecimal.valueOf(whole));
                    case PhpValue.Real(double real) when Double.isFinite(real) ->
                            Optional.of(PhpFloat.shortest(real));
                    case PhpValue.Text text -> written(text.string(), what);
                    case PhpValue.Real _, PhpValue.Array _, PhpValue.Instance _ -> Optional.empty();
                    case PhpValue.Custom _, PhpValue.Case _, PhpValue.Loop _ -> Optional.empty();
                };
        if (number.isEmpty()) {
            notes.add(what + " is no number");
        }
        return number.orElse(BigDecimal.ZERO);
    }

    /// As `wc_format_decimal` reads texts: the shop's separator is a point, and what belongs to no
    /// number falls out.
    private Optional<BigDecimal> written(String text, String what) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return Optional.of(BigDecimal.ZERO);
        }
        if (stripped.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        if (NUMBER.matcher(stripped).matches()) {
            return Optional.of(new BigDecimal(stripped));
        }
        String pointed = stripped.replace(decimalSeparator, ".").replaceAll("[^0-9.-]", "");
        int point = pointed.lastIndexOf('.');
        if (point >= 0) {
            pointed = pointed.substring(0, point).replace(".", "") + pointed.substring(point);
        }
        if (!NUMBER.matcher(pointed).matches()) {
            return Optional.empty();
        }
        notes.add(what + " is written oddly");
        return Optional.of(new BigDecimal(pointed));
    }

    /// A whole number from 0; 0 when there is none.
    static long id(PhpValue value) {
        return switch (value) {
            case PhpValue.Int(long number) -> Math.max(number, 0);
            case PhpValue.Real(double number) when number >= 0 && number < 1e15 -> (long) number;
            case PhpValue.Text text when ID.matcher(text.string()).matches() ->
                    Long.parseLong(text.string());
            case PhpValue.Text _, PhpValue.Real _, PhpValue.Null _, PhpValue.Bool _ -> 0;
            case PhpValue.Array _, PhpValue.Instance _, PhpValue.Custom _ -> 0;
            case PhpValue.Case _, PhpValue.Loop _ -> 0;
        };
    }

    /// A short text without control characters; empty for what is none.
    static String words(PhpValue value) {
        return switch (value) {
            case PhpValue.Text text -> clean(text.string(), MAX_WORDS);
            case PhpValue.Int(long number) -> Long.toString(number);
            case PhpValue.Real(double number) when Double.isFinite(number) ->
                    PhpFloat.shortest(number).toPlainString();
            case PhpValue.Bool(boolean flag) -> flag ? "1" : "";
            case PhpValue.Real _, PhpValue.Null _, PhpValue.Array _, PhpValue.Instance _ -> "";
            case PhpValue.Custom _, PhpValue.Case _, PhpValue.Loop _ -> "";
        };
    }

    /// Some databases refuse NUL in a column of text.
    static String clean(String text, int maxLength) {
        String plain = holdsControls(text) ? CONTROLS.matcher(text).replaceAll("") : text;
        if (plain.length() <= maxLength) {
            return plain;
        }
        boolean splitsPair = Character.isHighSurrogate(plain.charAt(maxLength - 1));
        return plain.substring(0, splitsPair ? maxLength - 1 : maxLength);
    }

    private static boolean holdsControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
