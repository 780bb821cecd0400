package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.Permission;
import dev.cartwright.access.User;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Data;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.Owner;
import dev.cartwright.session.StoredSession;
import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.ShopSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The recorded shop's dump, imported, against what the recorded plugin answered about it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedStoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final ImportBench bench = new ImportBench();
    private final ImportReport report;

    RecordedStoreTest(@TempDir Path folder) {
        report = bench.run(ImportBench.recordedStore(folder));
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(RecordedStoreTest.class.getResourceAsStream(name), name);
    }

    private static List<JsonNode> lines(String name) {
        try (var reader =
                new BufferedReader(new InputStreamReader(resource(name), StandardCharsets.UTF_8))) {
            return reader.lines().map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyTableIsCountedAndNothingIsWrong() {
        assertThat(report.complete()).isTrue();
        assertThat(report.prefix()).isEqualTo("wp_");
        assertThat(report.notes()).isEmpty();
        assertThat(report.roles()).isEqualTo(7);
        assertThat(report.users()).isEqualTo(6);
        assertThat(report.keys()).isEqualTo(6);
        assertThat(report.products()).isEqualTo(26);
        assertThat(report.coupons()).isEqualTo(2);
        ImportReport.Carts carts = report.carts().getFirst();
        assertThat(carts.table()).isEqualTo("wp_cocart_carts");
        assertThat(carts.of(ImportOutcome.CREATED)).isEqualTo(29).isEqualTo(carts.rows());
        assertThat(carts.unreadable()).isZero();
        assertThat(report.carts()).hasSize(2);
        assertThat(report.carts().getLast().rows()).isZero();
    }

    @Test
    void settingsAreTheShops() {
        assertThat(bench.shop.settings())
                .isEqualTo(
                        new ShopSettings(
                                "Oracle Store",
                                "http://127.0.0.1:8088",
                                Currency.USD,
                                "kg",
                                "cm",
                                "UTC",
                                false,
                                "http://127.0.0.1:8088/wp-content/uploads/"
                                        + "woocommerce-placeholder.png"));
    }

    @Test
    void theListedCustomersAreTheSame() {
        JsonNode list =
                lines("/recorded/store/sessions.jsonl").stream()
                        .filter(line -> line.path("response").path("body").isArray())
                        .findFirst()
                        .orElseThrow()
                        .path("response")
                        .path("body");
        assertThat(list.size()).isEqualTo(29);
        for (JsonNode row : list) {
            StoredSession stored = bench.find(row.path("cart_key").asString());
            assertThat(stored.session().id())
                    .isEqualTo(Long.parseLong(row.path("cart_id").asString()));
            assertThat(stored.session().email()).isEqualTo(row.path("customers_email").asString());
            assertThat(stored.session().source()).isEqualTo(row.path("cart_source").asString());
            String name = row.path("customers_name").asString().strip();
            // The plugin does not look at an owner's account for a name.
            boolean ownAccount = stored.session().owner().userId() == 2;
            assertThat(stored.session().name()).isEqualTo(ownAccount ? "Mary Manager" : name);
        }
    }

    @Test
    void everyRecordedCartShowsTheSameItemsAndTotals() {
        int compared = 0;
        for (JsonNode line : lines("/recorded/store/sessions.jsonl")) {
            JsonNode body = line.path("response").path("body");
            String name = line.path("name").asString();
            // User 1 had no cart in the dump; she got one, and later a guest's items.
            boolean ours = name.startsWith("session_get_") && !name.equals("session_get_admin_id");
            if (!ours || !body.has("totals")) {
                continue;
            }
            String key = body.path("cart_key").asString().toLowerCase(Locale.ROOT);
            String stored = key.equals("1") ? "ef2f765d6a4eb60ff2c2b2d67ac28e" : key;
            boolean thumbs = !name.contains("thumb_false");
            compare(body, bench.cart(stored), thumbs, !key.equals("1"));
            compared++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(19);
    }

    @Test
    void cartsOfTheShopFrontShowTheSameItemsAndTotals() {
        JsonNode rows = JSON.readTree(resource("/recorded/store/native_rows.json"));
        int compared = 0;
        for (JsonNode line : lines("/recorded/store/sessions-shop-front.jsonl")) {
            JsonNode body = line.path("response").path("body");
            for (JsonNode row : rows) {
                if (body.has("totals") && body.path("cart_key").equals(row.path("cart_key"))) {
                    byte[] raw = row.path("cart_value").asString().getBytes(StandardCharsets.UTF_8);
                    var read = WooCart.read(raw, "", Currency.USD, 0, Account.UNKNOWN);
                    assertThat(read.notes()).isEmpty();
                    compare(body, ((CartDocument.Readable) read.document()).cart(), true, true);
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(2);
    }

    @Test
    void couponsTellWhatTheyReallySave() {
        JsonNode row = JSON.readTree(resource("/recorded/store/native_rows.json")).get(0);
        byte[] raw = row.path("cart_value").asString().getBytes(StandardCharsets.UTF_8);
        var read = WooCart.read(raw, "", Currency.USD, 0, Account.UNKNOWN);
        assertThat(((CartDocument.Readable) read.document()).cart().coupons())
                .containsExactly(new AppliedCoupon("save10", 810, 67));
    }

    private void compare(JsonNode body, Cart cart, boolean thumbs, boolean totals) {
        assertThat(cart.itemCount()).isEqualTo(body.path("item_count").asLong());
        assertThat(cart.items()).hasSize(body.path("items").size());
        assertThat(cart.removedItems()).hasSize(body.path("removed_items").size());
        for (var item : cart.items()) {
            JsonNode recorded = body.path("items").path(item.key());
            Product product = bench.shop.product(item.catalogueId()).orElseThrow();
            assertThat(recorded.path("id").asLong()).isEqualTo(product.id());
            assertThat(product.name()).isEqualTo(recorded.path("name").asString());
            assertThat(product.title()).isEqualTo(recorded.path("title").asString());
            assertThat(product.slug()).isEqualTo(recorded.path("slug").asString());
            Long price = item.price() == null ? product.price() : item.price();
            assertThat(Objects.toString(price)).isEqualTo(recorded.path("price").asString());
            compareMeta(recorded.path("meta"), product, item);
            if (thumbs) {
                // The site believed it was served over TLS; its own address says http.
                String image = product.image();
                String shown = image.isEmpty() ? bench.shop.settings().placeholderImage() : image;
                assertThat(shown.replace("http:", "https:"))
                        .isEqualTo(recorded.path("featured_image").asString());
            }
            JsonNode amounts = recorded.path("totals");
            assertThat(Long.toString(item.lineSubtotal()))
                    .isEqualTo(amounts.path("subtotal").asString());
            assertThat(Long.toString(item.lineSubtotalTax()))
                    .isEqualTo(amounts.path("subtotal_tax").asString());
            assertThat(Long.toString(item.lineTotal())).isEqualTo(amounts.path("total").asString());
            assertThat(Long.toString(item.lineTax())).isEqualTo(amounts.path("tax").asString());
            assertThat(item.custom()).hasSize(recorded.path("cart_item_data").size());
        }
        if (totals) {
            compareTotals(body.path("totals"), cart);
        }
    }

    private static void compareMeta(JsonNode meta, Product product, CartItem item) {
        assertThat(product.type()).isEqualTo(meta.path("product_type").asString());
        assertThat(product.sku()).isEqualTo(meta.path("sku").asString());
        JsonNode dimensions = meta.path("dimensions");
        assertThat(product.length()).isEqualTo(dimensions.path("length").asString());
        assertThat(product.width()).isEqualTo(dimensions.path("width").asString());
        assertThat(product.height()).isEqualTo(dimensions.path("height").asString());
        double weight = product.weight().isEmpty() ? 0 : Double.parseDouble(product.weight());
        assertThat(weight * item.quantity().doubleValue())
                .isCloseTo(Double.parseDouble(meta.path("weight").asString()), Offset.offset(1e-9));
        item.variation()
                .forEach(
                        (name, slug) -> {
                            Product.Attribute shown =
                                    Objects.requireNonNull(product.attributes().get(name));
                            assertThat(shown.options().getOrDefault(slug, slug))
                                    .isEqualTo(
                                            meta.path("variation").path(shown.label()).asString());
                        });
        assertThat(item.variation()).hasSize(meta.path("variation").size());
    }

    private static void compareTotals(JsonNode recorded, Cart cart) {
        var totals = cart.totals();
        assertThat(
                        Map.of(
                                "subtotal", totals.subtotal(),
                                "subtotal_tax", totals.subtotalTax(),
                                "discount_total", totals.discountTotal(),
                                "discount_tax", totals.discountTax(),
                                "shipping_total", totals.shippingTotal(),
                                "shipping_tax", totals.shippingTax(),
                                "fee_total", totals.feeTotal(),
                                "fee_tax", totals.feeTax(),
                                "total", totals.total(),
                                "total_tax", totals.totalTax()))
                .allSatisfy(
                        (name, amount) ->
                                assertThat(Long.toString(amount))
                                        .isEqualTo(recorded.path(name).asString()));
    }

    @Test
    void customDataOfItemsIsKept() {
        var items = bench.cart("ef2f765d6a4eb60ff2c2b2d67ac28e").items();
        assertThat(items.getFirst().custom())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "engraving", new Data.Text("Hello"),
                                "gift", new Data.Flag(true),
                                "n", new Data.Whole(3)));
        assertThat(items.getLast().price()).isEqualTo(950L);
    }

    @Test
    void sessionValuesAreDecodedToTheThirdLevel() {
        Cart cart = bench.cart("ef2f765d6a4eb60ff2c2b2d67ac28e");
        var value = Objects.requireNonNull(cart.sessionValue()).values();
        var cached = (Data.Mapping) Objects.requireNonNull(value.get("cart_cached"));
        var item = (Data.Mapping) cached.values().values().iterator().next();
        assertThat(item.values().get("data"))
                .isEqualTo(
                        new Data.Mapping(
                                Map.of(
                                        "__class", new Data.Text("WC_Product_Simple"),
                                        "id", new Data.Whole(13))));
        assertThat(value.get("customer")).isInstanceOf(Data.Mapping.class);
        assertThat(value.get("wc_notices")).isEqualTo(new Data.Nothing());
        assertThat(value.get("removed_cart_contents")).isEqualTo(Data.Mapping.EMPTY);
    }

    @Test
    void timesAreStoredOrGuessedFromTheExpiry() {
        var times = bench.find("4e96b820662854760cb80640552014").session().times();
        assertThat(times.created()).isEqualTo(Instant.parse("2026-11-22T20:39:30Z"));
        assertThat(times.expiry()).isEqualTo(times.created().plus(Duration.ofDays(7)));
        assertThat(times.lastActivity()).isEqualTo(times.created());
        assertThat(times.estimated()).isTrue();
        assertThat(bench.find("3").session().owner()).isEqualTo(new Owner.User(3));
    }

    @Test
    void usersKeepIdsRolesAndHashes() {
        User manager = bench.users.find(2).orElseThrow();
        assertThat(manager.login()).isEqualTo("manager");
        assertThat(manager.displayName()).isEqualTo("Mary Manager");
        assertThat(manager.roles()).containsExactly("shop_manager");
        assertThat(manager.passwordHash()).isEqualTo("$P$B3gxS.e20JLjelmOHD8IN9T5ibqbPm1");
        var role =
                bench.users.roles().stream()
                        .filter(one -> one.name().equals("shop_manager"))
                        .findFirst()
                        .orElseThrow();
        assertThat(role.displayName()).isEqualTo("Shop manager");
        assertThat(role.capabilities()).contains("manage_woocommerce");
    }

    @Test
    void keysKeepHashPermissionAndLastUse() {
        ConsumerKey key = bench.keys.find(2).orElseThrow();
        assertThat(key.keyHash())
                .isEqualTo("a76a2abe02133e0df2b97bdcd8de7dfc3a4e9675f84b0959bcdb21ce3899ab77");
        assertThat(key.permission()).isEqualTo(Permission.READ);
        assertThat(key.truncatedKey()).isEqualTo("ae5a837");
        assertThat(key.lastAccess()).isEqualTo(Instant.parse("2026-11-22T20:37:57Z"));
    }

    @Test
    void productsAreComplete() {
        Product any = bench.shop.product(38).orElseThrow();
        assertThat(any.name()).isEqualTo("Hoodie - Red");
        assertThat(any.parentId()).isEqualTo(34);
        assertThat(any.image()).endsWith("/wp-content/uploads/2026/11/tee-300x300.png");
        Product poster = bench.shop.product(23).orElseThrow();
        assertThat(poster.soldIndividually()).isTrue();
        Product mug = bench.shop.product(20).orElseThrow();
        assertThat(mug.backorders()).isEqualTo("notify");
        assertThat(mug.stockStatus()).isEqualTo("onbackorder");
        assertThat(mug.stock()).isZero();
        assertThat(bench.shop.product(29).orElseThrow().price()).isNull();
        assertThat(bench.shop.product(30).orElseThrow().published()).isFalse();
        assertThat(bench.shop.product(31).orElseThrow().price()).isEqualTo(33L);
        assertThat(bench.shop.product(34).orElseThrow().type()).isEqualTo("variable");
        assertThat(bench.shop.product(34).orElseThrow().price()).isEqualTo(4000L);
        assertThat(bench.shop.product(21).orElseThrow().virtual()).isTrue();
    }

    @Test
    void couponsAreKnownByTheirCodes() {
        assertThat(bench.shop.coupon("save10"))
                .contains(new Coupon(11, "save10", "percent", "10", true));
    }

    @Test
    void whatStaysBehindIsNamed() {
        assertThat(report.notImported()).contains("tax rates: 2 rows");
    }
}
