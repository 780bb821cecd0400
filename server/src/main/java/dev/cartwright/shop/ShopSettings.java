package dev.cartwright.shop;

import dev.cartwright.cart.Currency;

/// The shop's own settings, as imported; read-only here.
///
/// @param name the site's title
/// @param siteUrl scheme and host (and path) of the shop, without a trailing slash; may be empty
/// @param weightUnit `kg`, `g`, `lbs` or `oz`
/// @param dimensionUnit `m`, `cm`, `mm`, `in` or `yd`
/// @param timeZone an IANA name, or an offset such as `+05:30`
/// @param taxIncludedInCart whether carts show prices with tax
/// @param placeholderImage URL of the picture for products without one; may be empty
public record ShopSettings(
        String name,
        String siteUrl,
        Currency currency,
        String weightUnit,
        String dimensionUnit,
        String timeZone,
        boolean taxIncludedInCart,
        String placeholderImage) {
    public static final ShopSettings DEFAULT =
            new ShopSettings("Cartwright", "", Currency.USD, "kg", "cm", "UTC", false, "");
}
