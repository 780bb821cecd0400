package dev.cartwright.access;

/// Numbers in the digits 0-9A-Za-z.
final class Base62 {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static final int BASE = 62;

    private Base62() {}

    static char digit(int value) {
        return DIGITS.charAt(value);
    }

    /// With zeros in front, up to `length` digits.
    static String padded(long number, int length) {
        char[] digits = new char[length];
        long rest = number;
        for (int place = length - 1; place >= 0; place--) {
            digits[place] = digit((int) (rest % BASE));
            rest /= BASE;
        }
        return new String(digits);
    }

    static boolean consistsOfDigits(String text) {
        return text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }
}
