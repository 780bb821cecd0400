package dev.cartwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.event.Actor;
import dev.cartwright.session.StoredSession;
import dev.cartwright.session.TestSessions;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.shop.Product;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The detail's items: what the cart knows, filled up from the catalogue.
class RichItemJsonTest {
    private final InMemoryShopStore shop = new InMemoryShopStore();

    @Test
    void richItemsComeFromTheCatalogue() {
        shop.importProducts(List.of(hoodie("notify", 1, false)), Actor.IMPORT);
        var item =
                new CartItem(
                        "i",
                        34,
                        37,
                        new BigDecimal("2"),
                        Map.of("attribute_pa_color", "green", "attribute_logo", "Yes"),
                        8000,
                        660,
                        8000,
                        660,
                        Map.of("gift", new Data.Flag(true)),
                        null,
                        null,
                        null);
        JsonNode rich =
                single(TestSessions.stored("k", TestSessions.cart(Customer.UNKNOWN, item)))
                        .path("items")
                        .get(0);
        assertThat(rich.path("id").asInt()).isEqualTo(37);
        assertThat(rich.path("name").asString()).isEqualTo("Hoodie - Green, Yes");
        assertThat(rich.path("title").asString()).isEqualTo("Hoodie");
        assertThat(rich.path("price").asString()).isEqualTo("4000");
        assertThat(rich.path("totals").toString())
                .isEqualTo(
                        "{\"subtotal\":\"8000\",\"subtotal_tax\":\"660\",\"total\":\"8000\","
                                + "\"tax\":\"660\"}");
        assertThat(rich.path("meta").path("variation").path("Color").asString()).isEqualTo("Green");
        assertThat(rich.path("meta").path("variation").path("Logo").asString()).isEqualTo("Yes");
        assertThat(rich.path("meta").path("weight").asString()).isEqualTo("3");
        assertThat(rich.path("meta").path("dimensions").path("unit").asString()).isEqualTo("cm");
        assertThat(rich.path("backorders").asString()).isEqualTo("Available on backorder");
        assertThat(rich.path("cart_item_data").toString()).isEqualTo("{\"gift\":true}");
        assertThat(rich.path("featured_image").asString()).isEqualTo("https://shop/h.png");
        assertThat(rich.path("quantity").toString())
                .isEqualTo(
                        "{\"value\":2,\"min_purchase\":1,\"max_purchase\":-1,\"minimum\":1,"
                                + "\"maximum\":-1,\"multiple_of\":1,\"editable\":true}");
    }

    @Test
    void theMostOneCanBuyIsOneOrTheStockOrUnlimited() {
        assertThat(maximum(hoodie("no", 5, false))).isEqualTo(5);
        assertThat(maximum(hoodie("no", 5, true))).isEqualTo(1);
        assertThat(maximum(hoodie("yes", 5, false))).isEqualTo(-1);
    }

    @Test
    void anUnknownProductShowsWhatTheCartKnows() {
        var item =
                new CartItem(
                        "i",
                        99,
                        0,
                        new BigDecimal("3"),
                        Map.of("attribute_shoe-size", "44"),
                        1000,
                        0,
                        900,
                        0,
                        Map.of(),
                        "Old boot",
                        "BOOT",
                        null);
        JsonNode single =
                single(TestSessions.stored("k", TestSessions.cart(Customer.UNKNOWN, item)));
        JsonNode rich = single.path("items").get(0);
        assertThat(rich.path("name").asString()).isEqualTo("Old boot");
        assertThat(rich.path("price").asString()).isEqualTo("333");
        assertThat(rich.path("meta").path("sku").asString()).isEqualTo("BOOT");
        assertThat(rich.path("meta").path("variation").path("Shoe size").asString())
                .isEqualTo("44");
        assertThat(single.path("needs_shipping").asBoolean()).isTrue();
        assertThat(single.path("cart_items").get(0).path("name").asString()).isEqualTo("Old boot");
    }

    @Test
    void aHostileWeightIsNoWeight() {
        var hostile =
                new Product(
                        42,
                        0,
                        "simple",
                        "X",
                        "X",
                        "x",
                        "",
                        100L,
                        "1e999999999",
                        "",
                        "",
                        "",
                        "",
                        false,
                        false,
                        "no",
                        "instock",
                        null,
                        true,
                        Map.of());
        shop.importProducts(List.of(hostile), Actor.IMPORT);
        assertThat(
                        single(TestSessions.stored("k", TestSessions.cart()))
                                .path("items_weight")
                                .asString())
                .isEqualTo("0");
    }

    private long maximum(Product product) {
        shop.importProducts(List.of(product), Actor.IMPORT);
        var item = TestSessions.item("i", product.id(), 1, 100);
        return single(TestSessions.stored("k", TestSessions.cart(Customer.UNKNOWN, item)))
                .path("items")
                .get(0)
                .path("quantity")
                .path("max_purchase")
                .asLong();
    }

    private static Product hoodie(String backorders, int stock, boolean soldIndividually) {
        return new Product(
                37,
                34,
                "variation",
                "Hoodie - Green, Yes",
                "Hoodie",
                "hoodie",
                "HOODIE-V2",
                4000L,
                "1.5",
                "",
                "",
                "",
                "https://shop/h.png",
                false,
                soldIndividually,
                backorders,
                "instock",
                stock,
                true,
                Map.of(
                        "attribute_pa_color",
                        new Product.Attribute("Color", Map.of("green", "Green"))));
    }

    private JsonNode single(StoredSession stored) {
        var json = new SessionJson(shop, "https://host", TestSessions.CREATED);
        return Written.tree(out -> json.single(out, stored, List.of(), true));
    }
}
