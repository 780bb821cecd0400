package dev.cartwright.woocommerce;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.Currency;
import dev.cartwright.fuzz.Bounded;
import dev.cartwright.php.PhpReader;
import dev.cartwright.php.PhpResult;
import dev.cartwright.php.PhpValue;
import dev.cartwright.session.CartDocument;

/// What holds for every stored value that is a cart: it can be written into a shop's table again.
public final class CartEncoderFuzz {
    private CartEncoderFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (read(input) instanceof CartDocument.Readable(Cart cart)) {
            byte[] encoded = Bounded.by(input.length * 16, () -> CartEncoder.encode(cart));
            boolean whole =
                    PhpReader.read(encoded)
                                    instanceof
                                    PhpResult.Decoded(PhpValue.Array _, int length, long _)
                            && length == encoded.length;
            claim(whole, "what is written is one array");
            claim(
                    read(encoded) instanceof CartDocument.Readable(Cart again) && same(again, cart),
                    "a cart that was written is read as the same cart");
        }
    }

    private static CartDocument read(byte[] raw) {
        return WooCart.read(raw, "hash", Currency.USD, 0, Account.UNKNOWN).document();
    }

    private static boolean same(Cart one, Cart other) {
        return one.items().equals(other.items())
                && one.removedItems().equals(other.removedItems())
                && one.totals().equals(other.totals())
                && one.coupons().equals(other.coupons())
                && one.fees().equals(other.fees())
                && one.customer().equals(other.customer())
                && one.currency().equals(other.currency());
    }

    private static void claim(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + claim);
        }
    }
}
