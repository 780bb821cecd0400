package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Fee;
import dev.cartwright.fuzz.Bounded;
import dev.cartwright.php.PhpValue;
import dev.cartwright.php.PhpWriter;
import dev.cartwright.session.CartDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The recorded odd rows: each is decoded, and to what.
class OddRowsTest {
    private static final String START = "only row in table; cart_value = '";
    private static final Map<String, byte[]> ROWS = rows();

    private static Map<String, byte[]> rows() {
        var json = new ObjectMapper();
        var rows = new HashMap<String, byte[]>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        OddRowsTest.class.getResourceAsStream(
                                                "/recorded/store/sessions-odd-rows.jsonl")),
                                StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> row(json.readTree(line), rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /// `edge_get_plain_text` and `edge_list_plain_text` speak of the row `plain_text`.
    private static void row(JsonNode line, Map<String, byte[]> rows) {
        String note = line.path("note").asString("");
        if (note.startsWith(START)) {
            String name = line.path("name").asString().replaceFirst("edge_[a-z]+_", "");
            String value = note.substring(START.length(), note.length() - 1);
            rows.put(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static WooCart.Reading read(byte[] raw) {
        return WooCart.read(raw, "", Currency.USD, 0, Account.UNKNOWN);
    }

    private static byte[] raw(String row) {
        return Objects.requireNonNull(ROWS.get(row), row);
    }

    private static Cart cart(String row) {
        return ((CartDocument.Readable) read(raw(row)).document()).cart();
    }

    @Test
    void everyRecordedRowEndsInADocument() {
        assertThat(ROWS).hasSizeGreaterThan(20);
        ROWS.forEach((name, raw) -> assertThat(read(raw).document()).as(name).isNotNull());
    }

    @ParameterizedTest
    @CsvSource({
        "empty_string, the stored cart is an empty text",
        "plain_text, the stored cart is not serialised by PHP",
        "json, the stored cart is not serialised by PHP",
        "truncated, the stored cart is damaged",
        "serialized_int, 'the stored value is serialised, but no array'",
        "serialized_false, 'the stored value is serialised, but no array'",
        "serialized_string, 'the stored value is serialised, but no array'"
    })
    void whatIsNoArrayIsKeptRaw(String row, String reason) {
        assertThat(read(raw(row)).document())
                .isInstanceOfSatisfying(
                        CartDocument.Unreadable.class,
                        unreadable -> {
                            assertThat(unreadable.raw()).isEqualTo(raw(row));
                            assertThat(unreadable.reason()).startsWith(reason);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "empty_array, '', ''",
        "no_customer, '', ''",
        "customer_plain_string, '', ''",
        "customer_unserialized_array, edge@example.com, Edge Case",
        "customer_numeric_names, 0, 0 7",
        "customer_spaces, c, A B",
        "customer_html_amp, a/b@example.com, <b>Tom</b> & \"J\" O’Neil \uD83D\uDE00",
        "minimal_ok, edge@example.com, Edge Case",
        "no_cart_key, edge@example.com, Edge Case",
        "object_injection, x@y, ''"
    })
    void aCartWithoutItemsStillKnowsItsCustomer(String row, String email, String name) {
        Cart cart = cart(row);
        assertThat(cart.items()).isEmpty();
        assertThat(cart.totals().total()).isZero();
        assertThat(cart.customer().email()).isEqualTo(email);
        assertThat(cart.customer().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "deleted_product, 99999, 1, 500",
        "draft_product, 30, 1, 500",
        "noprice_product, 29, 1, 500",
        "item_missing_line_totals, 13, 2, 0"
    })
    void itemsNeedNoProductToBeShown(String row, long product, int quantity, long total) {
        Cart cart = cart(row);
        assertThat(cart.items()).hasSize(1);
        assertThat(cart.items().getFirst().productId()).isEqualTo(product);
        assertThat(cart.items().getFirst().lineTotal()).isEqualTo(total);
        assertThat(cart.itemCount()).isEqualTo(quantity);
    }

    @Test
    void couponsKeepTheirNamesAlsoWithoutASaving() {
        assertThat(cart("coupon_applied").coupons())
                .containsExactly(new AppliedCoupon("save10", 0, 0));
        assertThat(cart("coupon_applied").totals().discountTotal()).isEqualTo(360);
        assertThat(cart("coupon_unknown").coupons())
                .containsExactly(new AppliedCoupon("ghost", 0, 0));
    }

    @Test
    void feesAreReadFromArraysAndFromObjects() {
        assertThat(cart("fee").fees()).containsExactly(new Fee("f1", "Gift <wrap>", 200, 0));
        assertThat(cart("fee_object").fees()).containsExactly(new Fee("f1", "Gift wrap", 200, 0));
    }

    /// As the plugin answered: half cents up, odd texts as WooCommerce reads them.
    @Test
    void totalsAreReadWhateverTypeTheyHave() {
        WooCart.Reading reading = read(raw("totals_strings"));
        var totals = ((CartDocument.Readable) reading.document()).cart().totals();
        assertThat(totals.subtotal()).isEqualTo(1001);
        assertThat(totals.subtotalTax()).isEqualTo(101);
        assertThat(totals.total()).isEqualTo(1101);
        assertThat(totals.totalTax()).isEqualTo(101);
        assertThat(totals.shippingTotal()).isEqualTo(1500);
        assertThat(totals.discountTotal()).isEqualTo(-300);
        assertThat(totals.feeTotal()).isZero();
        assertThat(reading.notes())
                .containsExactly(
                        "the total shipping_total is written oddly",
                        "the total fee_total is no number");
    }

    @Test
    void numbersThatAreNoneCountAsNothing() {
        Map<PhpValue.Key, PhpValue> totals = new LinkedHashMap<>();
        totals.put(PhpValue.Key.of("total"), new PhpValue.Real(Double.NaN));
        totals.put(PhpValue.Key.of("subtotal"), new PhpValue.Real(Double.POSITIVE_INFINITY));
        totals.put(PhpValue.Key.of("fee_total"), new PhpValue.Real(1e300));
        totals.put(PhpValue.Key.of("total_tax"), PhpValue.Text.of("1e999999999"));
        var value =
                new PhpValue.Array(
                        Map.of(PhpValue.Key.of("cart_totals"), new PhpValue.Array(totals)));
        WooCart.Reading reading = read(PhpWriter.write(value));
        var read = ((CartDocument.Readable) reading.document()).cart().totals();
        assertThat(read.total()).isZero();
        assertThat(read.subtotal()).isZero();
        assertThat(read.feeTotal()).isZero();
        assertThat(reading.notes()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aDamagedPartLosesOnlyItself() {
        String value =
                "a:3:{s:4:\"cart\";s:6:\"a:0:{}\";s:8:\"customer\";s:10:\"a:1:{s:5:}\";"
                        + "s:1:\"x\";s:3:\"b\u00e9\";}";
        WooCart.Reading reading = read(value.getBytes(StandardCharsets.UTF_8));
        assertThat(reading.document()).isInstanceOf(CartDocument.Readable.class);
        assertThat(reading.notes())
                .containsExactly("the part customer is damaged", "the customer is no array");
        Cart cart = ((CartDocument.Readable) reading.document()).cart();
        assertThat(Objects.requireNonNull(cart.sessionValue()).values())
                .containsEntry("x", new Data.Text("b\u00e9"));
    }

    /// Nothing was stored, so nothing is shown as stored.
    @Test
    void anEmptyArrayIsACartWithoutStoredParts() {
        WooCart.Reading reading = read("a:0:{}".getBytes(StandardCharsets.US_ASCII));
        Cart cart = ((CartDocument.Readable) reading.document()).cart();
        assertThat(cart.items()).isEmpty();
        assertThat(cart.sessionValue()).isEqualTo(Data.Mapping.EMPTY);
    }

    @Test
    void damagedItemsMakeTheWholeCartUnreadable() {
        String value = "a:1:{s:4:\"cart\";s:10:\"a:1:{i:0;i}\";}";
        assertThat(read(value.getBytes(StandardCharsets.UTF_8)).document())
                .isInstanceOf(CartDocument.Unreadable.class);
    }

    @Test
    void itemsOfAWrongShapeAreLeftOutWithANote() {
        String value =
                "a:1:{s:4:\"cart\";a:3:{i:0;i:5;s:1:\"a\";a:1:{s:8:\"quantity\";i:1;}s:1:\"b\";"
                        + "a:2:{s:10:\"product_id\";s:2:\"13\";s:8:\"quantity\";d:1.5;}}}";
        WooCart.Reading reading = read(value.getBytes(StandardCharsets.UTF_8));
        Cart cart = ((CartDocument.Readable) reading.document()).cart();
        assertThat(cart.items()).hasSize(1);
        assertThat(cart.items().getFirst().quantity()).isEqualByComparingTo("1.5");
        assertThat(reading.notes()).hasSize(2);
    }

    /// A reference puts one serialised text into many parts, each of which decodes to many values.
    @Test
    void manyReferencesToOneSerializedPartStayWithinTheAllowance() {
        String inner = "a:20000:{" + numbered(20_000) + "}";
        var value = new StringBuilder("a:500:{i:0;s:%d:\"%s\";".formatted(inner.length(), inner));
        for (int i = 1; i < 500; i++) {
            value.append("i:%d;R:2;".formatted(i));
        }
        WooCart.Reading reading = read((value + "}").getBytes(StandardCharsets.US_ASCII));
        assertThat(reading.document()).isNotNull();
    }

    /// Each part alone is within a part's allowance.
    @Test
    void referencesInManyPartsTakeLittleMemory() {
        var part = new StringBuilder("a:3001:{i:0;s:20000:\"" + "x".repeat(20_000) + "\";");
        for (int i = 1; i <= 3_000; i++) {
            part.append("i:%d;R:2;".formatted(i));
        }
        part.append('}');
        var value = new StringBuilder("a:20:{");
        for (int i = 0; i < 20; i++) {
            value.append("i:%d;s:%d:\"%s\";".formatted(i, part.length(), part));
        }
        byte[] raw = (value + "}").getBytes(StandardCharsets.US_ASCII);
        WooCart.Reading reading = Bounded.by(raw.length / 16, () -> read(raw));
        assertThat(reading.notes()).contains("the part 7 is damaged");
    }

    private static String numbered(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("i:").append(i).append(";N;");
        }
        return text.toString();
    }

    @Test
    void aSummaryTellsOfTheWholeCartWhatAnIndexAsks() {
        ROWS.forEach(
                (name, raw) -> {
                    CartDocument summary = WooCart.summary(raw, Currency.USD, 7, Account.UNKNOWN);
                    CartDocument whole =
                            WooCart.read(raw, "", Currency.USD, 7, Account.UNKNOWN).document();
                    assertThat(told(summary)).as(name).isEqualTo(told(whole));
                });
    }

    private static List<Object> told(CartDocument document) {
        return switch (document) {
            case CartDocument.Readable(Cart cart) ->
                    List.of(
                            cart.items().stream().map(CartItem::productId).toList(),
                            cart.items().stream().map(CartItem::variationId).toList(),
                            cart.items().stream().map(CartItem::quantity).toList(),
                            cart.totals().total(),
                            cart.customer().email(),
                            cart.customer().name(),
                            cart.customer().id(),
                            cart.currency());
            case CartDocument.Unreadable(String reason, byte[] raw) -> List.of(reason, raw.length);
        };
    }
}
