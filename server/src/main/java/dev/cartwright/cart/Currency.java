package dev.cartwright.cart;

/// A currency as the shop writes it.
///
/// @param code ISO 4217 code, three letters
/// @param symbol plain text, not HTML
/// @param minorUnit digits behind the decimal separator, 0 to 6: the shop's own setting, which may
///     differ from ISO's
/// @param decimalSeparator one character in most shops
/// @param thousandSeparator may be empty
/// @param prefix what stands before an amount, with its space
/// @param suffix what stands behind it, with its space
public record Currency(
        String code,
        String symbol,
        int minorUnit,
        String decimalSeparator,
        String thousandSeparator,
        String prefix,
        String suffix) {

    public static final int MAX_MINOR_UNIT = 6;

    public static final Currency USD = new Currency("USD", "$", 2, ".", ",", "$", "");

    public Currency {
        if (minorUnit < 0 || minorUnit > MAX_MINOR_UNIT) {
            throw new IllegalArgumentException(
                    "minor unit must be 0 to %d, not %d".formatted(MAX_MINOR_UNIT, minorUnit));
        }
    }
}
