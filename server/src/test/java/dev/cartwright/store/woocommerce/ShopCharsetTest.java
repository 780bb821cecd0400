package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.Role;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Times;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.CartTarget;
import dev.cartwright.woocommerce.ExportedCart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Shops whose texts are stored in another character set than WordPress's connection has.
class ShopCharsetTest {
    private static final MariaDb SERVER = MariaDb.server();
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    /// As PHP counts: ä, ö and ß have two bytes each.
    private static final byte[] CART =
            """
            a:2:{s:4:"cart";s:6:"a:0:{}";s:8:"customer";\
            s:66:"a:2:{s:10:"first_name";s:5:"Käte";s:9:"last_name";s:7:"Größe";}";}"""
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    /// As if it had been given the path of the shop's own configuration.
    private String config(String database, String charset) throws IOException {
        String url = SERVER.url(database);
        String port = url.replaceAll("^.*:(\\d+)/.*$", "$1");
        Path file = folder.resolve("wp-config.php");
        Files.writeString(
                file,
                """
                <?php
                define('DB_NAME', '%s');
                define('DB_USER', 'root');
                define('DB_PASSWORD', '');
                define('DB_HOST', '127.0.0.1:%s');
                define('DB_CHARSET', '%s');
                $table_prefix = 'wp_';
                """
                        .formatted(database, port, charset));
        return file.toString();
    }

    /// What the server makes of bytes that come over a connection with this character set.
    private static String sent(byte[] bytes, String connection) {
        return "CONVERT(X'%s' USING %s)".formatted(HexFormat.of().formatHex(bytes), connection);
    }

    @ParameterizedTest
    @CsvSource({"latin1,utf8mb4", "utf8mb4,latin1", "latin1,latin1", "utf8mb4,utf8mb4"})
    void aCartIsReadAsWordPressSeesItAndPutBackAsItWasStored(String column, String connection)
            throws IOException {
        String database = SERVER.recordedStore();
        SERVER.run(
                database,
                "DELETE FROM wp_cocart_carts",
                "ALTER TABLE wp_cocart_carts MODIFY cart_value LONGTEXT CHARACTER SET " + column,
                """
                INSERT INTO wp_cocart_carts (cart_key, cart_value, cart_created, cart_expiry,
                    cart_source, cart_hash)
                VALUES ('umlaut', %s, 1782900000, 1783000000, 'cocart', '')"""
                        .formatted(sent(CART, connection)));
        var shop = WooDatabase.open(WooAddress.of(config(database, connection), null, null, null));
        String before = stored(shop, "umlaut");
        var key = new CartKey("umlaut");
        try (var bench =
                ShopBench.of(
                        database,
                        shop,
                        folder.resolve("own.db"),
                        InstantSource.fixed(NOW),
                        trash -> trash)) {
            var carts = new ShopCarts(shop, new CartLayouts(shop));
            var row = carts.find(key, "salt").orElseThrow();
            assertThat(row.value()).isEqualTo(CART);
            assertThat(carts.marks(CartTable.COCART, 0, 10, "salt"))
                    .extracting(ShopMark::fingerprint)
                    .containsExactly(row.fingerprint());
            bench.started();
            assertThat(bench.store().find(key).orElseThrow().document())
                    .isInstanceOf(CartDocument.Readable.class);
            assertThat(bench.store().trash(key, Actor.OPERATOR)).isPresent();
            assertThat(stored(shop, "umlaut")).isEmpty();
            bench.store().restore(key, Actor.OPERATOR);
            assertThat(stored(shop, "umlaut")).isEqualTo(before);
            var exported =
                    new ExportedCart(
                            new CartKey("brought"),
                            new Times(NOW, NOW, NOW, NOW, false),
                            "cocart",
                            "",
                            CART);
            assertThat(new ShopCartTarget(shop).add(List.of(exported)))
                    .containsExactly(CartTarget.Outcome.WRITTEN);
            assertThat(stored(shop, "brought")).isEqualTo(before);
        }
    }

    private static String stored(WooDatabase shop, String key) {
        return shop.read(
                "could not look",
                connection -> {
                    try (var statement = connection.createStatement();
                            var rows =
                                    statement.executeQuery(
                                            "SELECT HEX(cart_value) FROM wp_cocart_carts"
                                                    + " WHERE cart_key = '"
                                                    + key
                                                    + "'")) {
                        return rows.next() ? rows.getString(1) : "";
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"latin1,utf8mb4", "utf8mb4,latin1", "latin1,latin1"})
    void aRoleWithAnAccentInItsTitleLeavesAllKeysWhatTheyMay(String column, String connection)
            throws IOException {
        String database = SERVER.recordedStore();
        byte[] roles =
                """
                a:1:{s:13:"administrator";a:2:{s:4:"name";s:7:"Gérant";\
                s:12:"capabilities";a:1:{s:18:"manage_woocommerce";b:1;}}}"""
                        .getBytes(StandardCharsets.UTF_8);
        SERVER.run(
                database,
                "ALTER TABLE wp_options MODIFY option_value LONGTEXT CHARACTER SET " + column,
                "UPDATE wp_options SET option_value = %s WHERE option_name = 'wp_user_roles'"
                        .formatted(sent(roles, connection)));
        try (var attached = Attached.open(database, config(database, connection), folder)) {
            attached.keys.refresh();
            attached.door.refresh();
            assertThat(attached.own.users().roles())
                    .extracting(Role::displayName)
                    .containsExactly("Gérant");
            KeyAndSecret admin = Objects.requireNonNull(Attached.PAIRS.get("admin_rw"));
            assertThat(attached.granted(admin)).isTrue();
        }
    }

    @Test
    void whatNoServerKnowsIsNoCharacterSet() {
        assertThat(ShopCharset.ofConnection("")).isEqualTo("utf8mb4");
        assertThat(ShopCharset.ofConnection("utf8")).isEqualTo("utf8mb4");
        assertThat(ShopCharset.ofConnection("latin1; DROP")).isEqualTo("utf8mb4");
        assertThat(ShopCharset.ofConnection("LATIN1")).isEqualTo("latin1");
        assertThat(ShopCharset.conversion("utf8mb3", "utf8mb4")).isEmpty();
        assertThat(ShopCharset.conversion("", "latin1")).isEmpty();
    }
}
