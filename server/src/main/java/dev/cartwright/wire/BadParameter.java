package dev.cartwright.wire;

import java.util.List;
import java.util.Locale;

/// One parameter that cannot be used, in WordPress's words.
public record BadParameter(String name, Code code, String message) {
    public enum Code {
        REST_INVALID_TYPE,
        REST_OUT_OF_BOUNDS,
        REST_NOT_IN_ENUM,
        REST_INVALID_PATTERN,
        REST_INVALID_DATE,
        REST_INVALID_CURSOR,
        REST_TOO_SHORT,
        REST_TOO_LONG,
        REST_TOO_MANY_ITEMS,
        REST_ONE_OF_MULTIPLE_MATCHES;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param type `integer`, `boolean`, `number`, `string` or `array`
    public static BadParameter type(String name, String type) {
        return new BadParameter(
                name, Code.REST_INVALID_TYPE, name + " is not of type " + type + ".");
    }

    public static BadParameter below(String name, long minimum) {
        return new BadParameter(
                name,
                Code.REST_OUT_OF_BOUNDS,
                name + " must be greater than or equal to " + minimum);
    }

    public static BadParameter outside(String name, long minimum, long maximum) {
        return new BadParameter(
                name,
                Code.REST_OUT_OF_BOUNDS,
                name
                        + " must be between "
                        + minimum
                        + " (inclusive) and "
                        + maximum
                        + " (inclusive)");
    }

    public static BadParameter notOneOf(String name, List<String> allowed) {
        return new BadParameter(
                name, Code.REST_NOT_IN_ENUM, name + " is not one of " + inWords(allowed) + ".");
    }

    public static BadParameter pattern(String name, String pattern) {
        return new BadParameter(
                name, Code.REST_INVALID_PATTERN, name + " does not match pattern " + pattern + ".");
    }

    public static BadParameter date(String name) {
        return new BadParameter(name, Code.REST_INVALID_DATE, "Invalid date.");
    }

    public static BadParameter tooShort(String name, int minimum) {
        return new BadParameter(
                name,
                Code.REST_TOO_SHORT,
                name + " must be at least " + minimum + " characters long.");
    }

    public static BadParameter tooLong(String name, int maximum) {
        return new BadParameter(
                name,
                Code.REST_TOO_LONG,
                name + " must be at most " + maximum + " characters long.");
    }

    public static BadParameter tooMany(String name, int maximum) {
        return new BadParameter(
                name,
                Code.REST_TOO_MANY_ITEMS,
                name + " must contain at most " + maximum + " items.");
    }

    private static String inWords(List<String> words) {
        if (words.size() < 3) {
            return String.join(" and ", words);
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + ", and " + words.getLast();
    }
}
