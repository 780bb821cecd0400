package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Totals;
import dev.cartwright.session.CartDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrimmedTest {
    private static final int FACES = 1 << 20;

    private static String trimmed(String text) {
        var cart =
                new Cart(
                        Currency.USD,
                        List.of(),
                        List.of(),
                        Totals.ZERO,
                        List.of(),
                        List.of(),
                        Customer.UNKNOWN,
                        "",
                        new Data.Mapping(Map.of("note", new Data.Text(text))));
        var document = (CartDocument.Readable) Trimmed.of(new CartDocument.Readable(cart));
        Data.Mapping kept = Objects.requireNonNull(document.cart().sessionValue());
        return ((Data.Text) Objects.requireNonNull(kept.values().get("note"))).value();
    }

    /// Two lengths, so that one of them would be cut inside a pair.
    @Test
    void aTextIsNeverCutInsideACharacter() {
        for (String start : List.of("", "x")) {
            String kept = trimmed(start + "\ud83d\ude00".repeat(FACES));
            assertThat(kept.length()).isBetween(FACES / 2, FACES);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(kept)).isTrue();
        }
    }

    @Test
    void aShortTextStaysWhole() {
        assertThat(trimmed("x\ud83d\ude00")).isEqualTo("x\ud83d\ude00");
    }
}
