package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Fee;
import dev.cartwright.php.PhpReader;
import dev.cartwright.php.PhpResult;
import dev.cartwright.php.PhpValue;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.SessionDraft;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class CartEncoderTest {
    @TempDir private Path folder;

    private static Cart read(byte[] raw, Cart like) {
        Account account =
                new Account(
                        like.customer().email(),
                        like.customer().billing().firstName(),
                        like.customer().billing().lastName());
        long user = like.customer().id();
        var reading = WooCart.read(raw, like.hash(), like.currency(), user, account);
        assertThat(reading.document()).isInstanceOf(CartDocument.Readable.class);
        assertThat(reading.notes()).isEmpty();
        return ((CartDocument.Readable) reading.document()).cart();
    }

    /// Names and SKUs are the catalogue's.
    private static void assertSame(Cart back, Cart cart) {
        Cart plain = EncodedItems.plain(cart);
        assertThat(back.items()).isEqualTo(plain.items());
        assertThat(back.removedItems()).isEqualTo(plain.removedItems());
        assertThat(back.totals()).isEqualTo(cart.totals());
        assertThat(back.coupons()).isEqualTo(cart.coupons());
        assertThat(back.fees()).isEqualTo(cart.fees());
        assertThat(back.customer()).isEqualTo(cart.customer());
        assertThat(back.currency()).isEqualTo(cart.currency());
        Data.Mapping stored = cart.sessionValue();
        if (stored != null) {
            assertThat(Objects.requireNonNull(back.sessionValue()).values())
                    .containsAllEntriesOf(stored.values());
        }
    }

    @Test
    void aCartOfOursIsReadBackAsItWas() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            SessionDraft draft = SampleCarts.random(random, Instant.EPOCH);
            assertSame(read(CartEncoder.encode(draft.cart()), draft.cart()), draft.cart());
        }
    }

    @Test
    void oddAmountsQuantitiesFeesAndPricesAreReadBack() {
        var item =
                new CartItem(
                        "1",
                        7,
                        8,
                        new BigDecimal("0.333333333333333333333"),
                        Map.of("attribute_pa_color", "grün"),
                        9_007_199_254_740_993_001L,
                        1,
                        -5,
                        0,
                        Map.of("gift", new Data.Mapping(Map.of("to", new Data.Text("a:0:{}")))),
                        null,
                        null,
                        1999L);
        Cart sample = SampleCarts.cart(Currency.USD, 100, "x@example.com", "", "", 1);
        var cart =
                new Cart(
                        sample.currency(),
                        List.of(item),
                        List.of(item),
                        sample.totals(),
                        sample.coupons(),
                        List.of(new Fee("gift-wrap", "Gift wrap", 250, 12)),
                        sample.customer(),
                        "",
                        null);
        Cart back = read(CartEncoder.encode(cart), cart);
        assertThat(back.items()).isEqualTo(cart.items());
        assertThat(back.fees()).isEqualTo(cart.fees());
    }

    @Test
    void aNameThatLooksLikeAClassNeverBecomesAnObject() {
        Data trap =
                new Data.Mapping(
                        Map.of("__class", new Data.Text("Evil"), "command", new Data.Text("rm")));
        Cart sample = SampleCarts.cart(100, "", "", "", 1);
        Map<String, Data> parts = new LinkedHashMap<>();
        parts.put("trap", trap);
        parts.put("list", new Data.Sequence(List.of(trap, new Data.Whole(1))));
        var cart =
                new Cart(
                        sample.currency(),
                        sample.items(),
                        List.of(),
                        sample.totals(),
                        List.of(),
                        List.of(),
                        sample.customer(),
                        "",
                        new Data.Mapping(parts));
        String written = new String(CartEncoder.encode(cart), StandardCharsets.ISO_8859_1);
        assertThat(written).doesNotContain("O:").doesNotContain("C:");
    }

    private List<byte[]> recorded() throws IOException {
        var mapper = new ObjectMapper();
        var values = new ArrayList<byte[]>();
        try (InputStream in =
                CartEncoderTest.class.getResourceAsStream("/recorded/store/native_rows.json")) {
            for (JsonNode row : mapper.readTree(Objects.requireNonNull(in))) {
                values.add(row.path("cart_value").asString().getBytes(StandardCharsets.UTF_8));
            }
        }
        Path dump = ImportBench.recordedStore(folder);
        try (SqlDump store = SqlDump.survey(dump, Site.READ, _ -> {})) {
            store.rows(
                    "wp_cocart_carts",
                    List.of("cart_value"),
                    row -> values.add(Objects.requireNonNull(row.bytes("cart_value"))));
        }
        Files.delete(dump);
        assertThat(values).hasSizeGreaterThan(30);
        return values;
    }

    @Test
    void aRecordedCartIsWrittenAsItCameButForItsObjects() throws IOException {
        for (byte[] raw : recorded()) {
            Cart cart = decoded(raw);
            Cart back = decoded(CartEncoder.encode(cart));
            assertThat(back.items()).isEqualTo(cart.items());
            assertThat(back.totals()).isEqualTo(cart.totals());
            assertThat(back.customer()).isEqualTo(cart.customer());
            Map<String, PhpValue> before = parts(raw);
            Map<String, PhpValue> after = parts(CartEncoder.encode(cart));
            before.entrySet()
                    .removeIf(part -> part.getKey().startsWith("shipping_") && holdsObject(part));
            assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
            before.remove("cart_cached");
            assertThat(after).containsAllEntriesOf(before);
        }
    }

    private static boolean holdsObject(Map.Entry<String, PhpValue> part) {
        return ((PhpValue.Text) part.getValue()).string().contains(";O:");
    }

    private static Cart decoded(byte[] raw) {
        return ((CartDocument.Readable)
                        WooCart.read(raw, "", Currency.USD, 0, Account.UNKNOWN).document())
                .cart();
    }

    private static Map<String, PhpValue> parts(byte[] raw) {
        var decoded = (PhpResult.Decoded) PhpReader.read(raw);
        Map<String, PhpValue> parts = new LinkedHashMap<>();
        ((PhpValue.Array) decoded.value())
                .entries()
                .forEach((key, value) -> parts.put(key.string(), value));
        return parts;
    }

    @Test
    void partsAreWrittenBackByteForByte() throws IOException {
        for (byte[] raw : recorded()) {
            var reading = (CartParts.Reading.Parts) CartParts.read(raw);
            Map<String, PhpValue> after = parts(reading.parts().encoded());
            Map<String, PhpValue> before = parts(raw);
            before.remove("cart_cached"); // was serialised twice
            assertThat(after).containsAllEntriesOf(before);
        }
    }

    @Test
    void phpReadsWhatWeWrite() throws IOException, InterruptedException {
        boolean required = Boolean.parseBoolean(System.getenv("CARTWRIGHT_REQUIRE_CLIENTS"));
        assumeTrue(required || phpIsThere(), "PHP is not installed");
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var written = new ArrayList<byte[]>();
        for (int i = 0; i < 300; i++) {
            Cart cart = SampleCarts.random(random, Instant.EPOCH).cart();
            written.add(CartEncoder.encode(cart));
        }
        for (byte[] raw : recorded()) {
            written.add(CartEncoder.encode(decoded(raw)));
        }
        List<String> answers = php(written);
        assertThat(answers).as("seed %d", seed).hasSize(written.size()).containsOnly("sound");
    }

    /// As WordPress reads it: the whole, then each part.
    private static final String CHECK =
            """
            <?php ini_set('serialize_precision', '-1');
            while (($line = fgets(STDIN)) !== false) {
                $bytes = base64_decode(trim($line));
                $value = unserialize($bytes, ['allowed_classes' => false]);
                $sound = is_array($value) && serialize($value) === $bytes;
                foreach (['cart', 'cart_totals', 'applied_coupons'] as $part) {
                    $inner = unserialize($value[$part]);
                    $sound = $sound && is_array($inner) && serialize($inner) === $value[$part];
                }
                foreach (unserialize($value['cart']) as $key => $item) {
                    $sound = $sound && is_int($item['product_id'])
                        && is_numeric($item['quantity']) && is_array($item['variation'])
                        && is_array($item['line_tax_data']['total']);
                }
                echo $sound ? 'sound' : 'odd', "\\n";
            }
            """;

    private List<String> php(List<byte[]> inputs) throws IOException, InterruptedException {
        Path script = folder.resolve("check.php");
        Path in = folder.resolve("in.txt");
        Path out = folder.resolve("out.txt");
        Files.writeString(script, CHECK);
        Files.write(in, inputs.stream().map(Base64.getEncoder()::encodeToString).toList());
        new ProcessBuilder("php", "-n", script.toString())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        return Files.readAllLines(out);
    }

    private static boolean phpIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("php", "-v")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
