package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Customer;
import dev.cartwright.php.PhpValue;
import dev.cartwright.php.PhpWriter;
import dev.cartwright.shop.Product;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Products, settings and people of shops that are not the recorded one.
class CatalogueTest {
    @TempDir private Path folder;
    private final ImportBench bench = new ImportBench();

    private static PhpValue array(Object... namesAndValues) {
        Map<PhpValue.Key, PhpValue> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            PhpValue value =
                    switch (namesAndValues[i + 1]) {
                        case PhpValue php -> php;
                        case Integer number -> new PhpValue.Int(number);
                        case Object text -> PhpValue.Text.of(text.toString());
                    };
            entries.put(PhpValue.Key.of(namesAndValues[i].toString()), value);
        }
        return new PhpValue.Array(entries);
    }

    private static String sql(PhpValue value) {
        byte[] escaped = DumpText.escape(PhpWriter.write(value));
        return "'" + new String(escaped, StandardCharsets.UTF_8) + "'";
    }

    private static DumpText shop(String prefix) {
        return DumpText.shop(prefix)
                .line("CREATE TABLE " + prefix + "options (option_name text, option_value text);")
                .line(
                        "CREATE TABLE "
                                + prefix
                                + "postmeta (post_id int, meta_key text, meta_value text);")
                .line("CREATE TABLE " + prefix + "posts (ID int, post_title text, post_name text,")
                .line(" post_status text, post_type text, post_parent int);");
    }

    private DumpText meta(DumpText dump, int post, String key, String value) {
        return dump.line(
                "INSERT INTO wp_postmeta VALUES (%d,'%s',%s);".formatted(post, key, value));
    }

    @Test
    void aVariationInheritsWhatItHasNot() {
        DumpText dump = shop("wp_");
        meta(dump, 1, "_weight", "'2.5'");
        meta(dump, 1, "_sku", "'PARENT'");
        meta(dump, 1, "_sold_individually", "'yes'");
        meta(dump, 1, "_manage_stock", "'yes'");
        meta(dump, 1, "_stock", "'7.0000'");
        meta(dump, 1, "_backorders", "'notify'");
        meta(dump, 1, "_thumbnail_id", "'9'");
        meta(dump, 9, "_wp_attached_file", "'2026/shoe.jpg'");
        meta(
                dump,
                1,
                "_product_attributes",
                sql(
                        array(
                                "size",
                                array("name", "Size", "is_taxonomy", 0, "is_variation", 1),
                                "note",
                                array("name", "Note", "is_taxonomy", 0, "is_variation", 0))));
        meta(dump, 2, "attribute_size", "'Extra large'");
        meta(dump, 2, "_price", "'10.005'");
        meta(dump, 2, "_length", "'4'");
        dump.line("INSERT INTO wp_options VALUES ('siteurl','https://shop.example/wp/');");
        dump.line("INSERT INTO wp_posts VALUES (2,'Variation #2 of Shoe','shoe-2','publish',")
                .line("'product_variation',1),(1,'Shoe','shoe','publish','product',0),")
                .line("(3,'Lost','lost','publish','product_variation',77);");
        bench.run(dump.write(folder));
        Product shoe = bench.shop.product(2).orElseThrow();
        assertThat(shoe.name()).isEqualTo("Shoe - Extra large");
        assertThat(shoe.title()).isEqualTo("Shoe");
        assertThat(shoe.slug()).isEqualTo("shoe");
        assertThat(shoe.sku()).isEqualTo("PARENT");
        assertThat(shoe.weight()).isEqualTo("2.5");
        assertThat(shoe.length()).isEqualTo("4");
        assertThat(shoe.price()).isEqualTo(1001L);
        assertThat(shoe.stock()).isEqualTo(7);
        assertThat(shoe.backorders()).isEqualTo("notify");
        assertThat(shoe.soldIndividually()).isTrue();
        assertThat(shoe.image())
                .isEqualTo("https://shop.example/wp/wp-content/uploads/2026/shoe.jpg");
        assertThat(shoe.attributes())
                .containsOnlyKeys("attribute_size")
                .containsEntry("attribute_size", new Product.Attribute("Size", Map.of()));
        assertThat(bench.shop.product(3).orElseThrow().published()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"left, '€', ''", "right, '', '€'", "left_space, '€ ', ''", "right_space, '', ' €'"})
    void theCurrencysSignStandsWhereTheShopPutsIt(String position, String prefix, String suffix) {
        DumpText dump =
                shop("wp_")
                        .line("INSERT INTO wp_options VALUES ('woocommerce_currency','EUR'),")
                        .line("('woocommerce_currency_pos','" + position + "'),")
                        .line("('woocommerce_price_thousand_sep',''),")
                        .line("('timezone_string','Europe/Berlin');");
        bench.run(dump.write(folder));
        var settings = bench.shop.settings();
        assertThat(settings.currency().prefix()).isEqualTo(prefix);
        assertThat(settings.currency().suffix()).isEqualTo(suffix);
        assertThat(settings.currency().thousandSeparator()).isEmpty();
        assertThat(settings.timeZone()).isEqualTo("Europe/Berlin");
    }

    /// As plugins write them that know nothing of `pa_`.
    @Test
    void aShopWideAttributeMayHaveAnyName() {
        var attribute = array("name", "x", "is_taxonomy", 1, "is_variation", 1);
        DumpText dump = shop("wp_");
        meta(dump, 1, "_product_attributes", sql(array("x", attribute, "pa_size", attribute)));
        dump.line("INSERT INTO wp_posts VALUES (1,'Shoe','shoe','publish','product',0);");
        bench.run(dump.write(folder));
        assertThat(bench.shop.product(1).orElseThrow().attributes())
                .containsEntry("attribute_x", new Product.Attribute("x", Map.of()))
                .containsEntry("attribute_pa_size", new Product.Attribute("size", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"'', .", "',', ','", "' ', ' '"})
    void whereThereIsNoDecimalSeparatorItIsAPoint(String stored, String separator) {
        DumpText dump = shop("wp_");
        dump.line(
                "INSERT INTO wp_options VALUES ('woocommerce_price_decimal_sep','%s');"
                        .formatted(stored));
        bench.run(dump.write(folder));
        assertThat(bench.shop.settings().currency().decimalSeparator()).isEqualTo(separator);
    }

    @Test
    void sitesOfANetworkShareTheirUsersAndHaveRolesOfTheirOwn() {
        DumpText dump =
                shop("wp_3_")
                        .line("CREATE TABLE wp_users (ID int, user_login text, user_pass text,")
                        .line(" user_email text, display_name text);")
                        .line("INSERT INTO wp_users VALUES (5,'eve','h','eve@example.com','Eve');")
                        .line("INSERT INTO wp_usermeta (user_id, meta_key, meta_value) VALUES")
                        .line("(5,'wp_capabilities',%s),".formatted(sql(array("editor", 1))))
                        .line("(5,'first_name','Eve'),(5,'last_name','Stone'),")
                        .line(
                                "(5,'wp_3_capabilities',%s);"
                                        .formatted(sql(array("shop_manager", 1, "export", 0))))
                        .cart("wp_3_", 1, "5", "a:0:{}".getBytes(StandardCharsets.US_ASCII));
        bench.run(dump.write(folder));
        assertThat(bench.users.find(5).orElseThrow().roles()).containsExactly("shop_manager");
        assertThat(bench.users.find(5).orElseThrow().capabilities())
                .isEqualTo(Map.of("export", false));
        Customer owner = bench.cart("5").customer();
        assertThat(owner.id()).isEqualTo(5);
        assertThat(owner.email()).isEqualTo("eve@example.com");
        assertThat(owner.name()).isEqualTo("Eve Stone");
    }

    @Test
    void currenciesHaveTheirSigns() {
        assertThat(CurrencySymbols.of("CHF")).isEqualTo("CHF");
        assertThat(CurrencySymbols.of("PLN")).isEqualTo("zł");
        assertThat(CurrencySymbols.of("VEF")).isEqualTo("Bs F");
        assertThat(CurrencySymbols.of("XXX")).isEqualTo("XXX");
    }
}
