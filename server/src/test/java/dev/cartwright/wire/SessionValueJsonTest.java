package dev.cartwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.Data;
import dev.cartwright.session.TestSessions;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SessionValueJsonTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @Test
    void aCartThatCameWithNothingStoredShowsNothing() {
        Cart cart = TestSessions.with(TestSessions.emptyCart(), Data.Mapping.EMPTY);
        assertThat(shown(cart).toString()).isEqualTo("{}");
    }

    @Test
    void aCartThatCameFromElsewhereShowsWhatWasStoredThereAndNoMore() {
        var stored = new Data.Mapping(Map.of("cart", Data.Mapping.EMPTY));
        Cart cart = TestSessions.with(TestSessions.emptyCart(), stored);
        assertThat(shown(cart).toString()).isEqualTo("{\"cart\":{}}");
    }

    @Test
    void aCartMadeHereShowsItsPartsUnderWooCommercesNames() {
        assertThat(shown(TestSessions.cart()).propertyNames())
                .containsExactly(
                        "cart",
                        "cart_totals",
                        "applied_coupons",
                        "coupon_discount_totals",
                        "coupon_discount_tax_totals",
                        "removed_cart_contents",
                        "customer");
    }

    private static JsonNode shown(Cart cart) {
        var text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            SessionValueJson.write(json, cart);
        }
        return MAPPER.readTree(text.toString());
    }
}
