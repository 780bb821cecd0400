package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WooAddressTest {
    @TempDir private Path folder;

    private static WooAddress url(String text) {
        return WooAddress.of(text, null, null, null);
    }

    private WooAddress config(String php) throws IOException {
        Path file = folder.resolve("wp-config.php");
        Files.writeString(file, "<?php\n" + php);
        return WooAddress.of(file.toString(), null, null, null);
    }

    @Test
    void userAndPasswordLeaveTheUrl() {
        var address = url("jdbc:mariadb://db:3307/shop?user=u&password=p=q&sslMode=verify-full");
        assertThat(address.url()).isEqualTo("jdbc:mariadb://db:3307/shop?sslMode=verify-full");
        assertThat(address.user()).isEqualTo("u");
        assertThat(address.password()).isEqualTo("p=q");
        assertThat(address).hasToString("mariadb://db:3307/shop");
    }

    @Test
    void settingsStandAboveTheUrl() {
        var address = WooAddress.of("jdbc:mysql://h/s?user=u&password=p", "v", "q", "x_");
        assertThat(address.url()).isEqualTo("jdbc:mariadb://h/s");
        assertThat(address.user()).isEqualTo("v");
        assertThat(address.password()).isEqualTo("q");
        assertThat(address.prefix()).isEqualTo("x_");
    }

    @Test
    void aMisspeltOptionIsRefusedSinceItMayHaveMeantEncryption() {
        assertThatThrownBy(() -> url("jdbc:mariadb://h/s?sslMod=verify-full"))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("sslMod");
    }

    @Test
    void whatCannotBeAnAddressIsRefusedWithoutRepeatingIt() {
        for (String wrong :
                new String[] {
                    "jdbc:postgresql://h/s",
                    "jdbc:mariadb://h",
                    "jdbc:mariadb://h/",
                    "jdbc:mariadb://u:secret@h/s",
                    "jdbc:mariadb://h/s?allowLocalInfile=true&password=secret",
                    "jdbc:mariadb://h:port/s?password=secret"
                }) {
            assertThatThrownBy(() -> url(wrong))
                    .as(wrong)
                    .isInstanceOf(AddressException.class)
                    .message()
                    .doesNotContain("secret");
        }
        assertThatThrownBy(() -> WooAddress.of("jdbc:mariadb://h/s", null, null, "wp`"))
                .isInstanceOf(AddressException.class);
        assertThatThrownBy(() -> url(folder.resolve("nothing.php").toString()))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("nothing.php");
    }

    @Test
    void aUsualConfigurationIsRead() throws IOException {
        var address =
                config(
                        """
                        // define('DB_NAME', 'commented');
                        /* define('DB_NAME', 'away'); */
                        # define('DB_NAME', 'too');
                        define( 'DB_NAME', 'wordpress' );
                        define("DB_USER", "shop");
                        define('DB_PASSWORD', 'a;b)c\\'d\\\\e// #"');
                        define('DB_HOST', 'db.example:3307');
                        define('DB_CHARSET', 'utf8');
                        $table_prefix = 'shop_';
                        """);
        assertThat(address.url()).isEqualTo("jdbc:mariadb://db.example:3307/wordpress");
        assertThat(address.user()).isEqualTo("shop");
        assertThat(address.password()).isEqualTo("a;b)c'd\\e// #\"");
        assertThat(address.prefix()).isEqualTo("shop_");
        assertThat(address.charset()).isEqualTo("utf8mb4");
    }

    @Test
    void everyFormOfAHostIsUnderstood() throws IOException {
        assertThat(host("localhost")).isEqualTo("jdbc:mariadb://localhost:3306/n");
        assertThat(host("[::1]:3307")).isEqualTo("jdbc:mariadb://[::1]:3307/n");
        assertThat(host("")).isEqualTo("jdbc:mariadb://localhost:3306/n");
        for (String socket :
                new String[] {"localhost:/run/my.sock", ":/run/my.sock", "h:3308:/run/my.sock"}) {
            assertThat(sockets(socket)).isEqualTo(LocalSockets.at("/run/my.sock"));
        }
        assertThat(sockets("localhost")).isEqualTo(LocalSockets.USUAL);
        assertThat(sockets("")).isEqualTo(LocalSockets.USUAL);
        assertThat(sockets("localhost:3306")).isEqualTo(LocalSockets.NONE);
        assertThat(sockets("127.0.0.1")).isEqualTo(LocalSockets.NONE);
        assertThatThrownBy(() -> host("a b:c"))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("DB_HOST cannot be understood");
    }

    private String host(String host) throws IOException {
        return configOf(host).url();
    }

    private LocalSockets sockets(String host) throws IOException {
        return configOf(host).sockets();
    }

    private WooAddress configOf(String host) throws IOException {
        return config(
                """
                        define('DB_NAME', 'n'); define('DB_USER', 'u'); define('DB_PASSWORD', '');
                        define('DB_HOST', '%s');
                        """
                        .formatted(host));
    }

    @Test
    void whatIsComputedIsAskedFor() throws IOException {
        assertThatThrownBy(
                        () ->
                                config(
                                        """
                                        define('DB_NAME', 'n'); define('DB_USER', 'u');
                                        define('DB_PASSWORD', getenv('SECRET'));
                                        define('DB_HOST', 'h');
                                        """))
                .isInstanceOf(AddressException.class)
                .hasMessageEndingWith("DB_PASSWORD is computed there; set woocommerce-password");
        Path file = folder.resolve("wp-config.php");
        assertThat(WooAddress.of(file.toString(), null, "given", null).password())
                .isEqualTo("given");
    }

    @Test
    void aTextWithAVariableIsComputed() {
        assertThat(PhpText.literal("\"a$b\"")).isNull();
        assertThat(PhpText.literal("\"a\\$b\"")).isEqualTo("a$b");
        assertThat(PhpText.literal("\"a$ 5\"")).isEqualTo("a$ 5");
        assertThat(PhpText.literal("'a' . 'b'")).isNull();
        assertThat(PhpText.literal("'a$b\\n'")).isEqualTo("a$b\\n");
        assertThat(PhpText.literal("X")).isNull();
    }

    @Test
    void encryptionIsTakenOverFromThere() throws IOException {
        var address =
                config(
                        """
                        define('DB_NAME', 'n'); define('DB_USER', 'u'); define('DB_PASSWORD', 'p');
                        define('DB_HOST', 'h'); define('MYSQL_CLIENT_FLAGS', MYSQLI_CLIENT_SSL);
                        """);
        assertThat(address.url()).endsWith("?sslMode=trust");
    }

    @Test
    void whatIsNotKnownOfEncryptionIsAskedFor() {
        assertThatThrownBy(
                        () ->
                                config(
                                        """
                                        define('DB_NAME', 'n'); define('DB_USER', 'u');
                                        define('DB_PASSWORD', 'p'); define('DB_HOST', 'h');
                                        define('MYSQL_CLIENT_FLAGS', getenv('FLAGS'));
                                        """))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("MYSQL_CLIENT_FLAGS is computed there");
    }

    @Test
    void aSocketIsNamedByItsWholePathAndNoClassIsRun() {
        assertThat(url("jdbc:mariadb://localhost/s?localSocket=/run/my.sock&sslMode=trust"))
                .extracting(WooAddress::sockets, WooAddress::url)
                .containsExactly(
                        LocalSockets.at("/run/my.sock"),
                        "jdbc:mariadb://localhost/s?sslMode=trust");
        assertThatThrownBy(() -> url("jdbc:mariadb://localhost/s?localSocket=my.sock"))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("whole path");
        assertThatThrownBy(() -> url("jdbc:mariadb://localhost/s?socketFactory=a.B"))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("may not set the option socketFactory");
    }

    @Test
    void aConfigurationLeadsToTheShop() throws IOException, SQLException {
        var server = MariaDb.server();
        String database = server.recordedStore();
        String url = server.user(database, "press", "pw'1", "GRANT SELECT ON *");
        DriverManager.getConnection(url).close(); // MySQL remembers whom WordPress came as
        Path file = folder.resolve("wp-config.php");
        Files.writeString(
                file,
                """
                <?php
                define('DB_NAME', '%s'); define('DB_USER', 'press');
                define('DB_PASSWORD', 'pw\\'1'); define('DB_HOST', '127.0.0.1:%d');
                $table_prefix = 'wp_';
                """
                        .formatted(database, server.port()));
        try (var shop = WooDatabase.open(WooAddress.of(file.toString(), null, null, null))) {
            assertThat(ShopCheck.look(shop).account()).isEqualTo("'press'@'%'");
        }
    }

    @Test
    void theRestOfAPasswordIsNotTakenForAnOptionAndTold() {
        assertThatThrownBy(
                        () ->
                                WooAddress.of(
                                        "jdbc:mariadb://h/d?user=u&password=ab&cd=efg",
                                        null,
                                        null,
                                        null))
                .isInstanceOf(AddressException.class)
                .message()
                .doesNotContain("cd", "efg");
    }
}
