package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Capability;
import dev.cartwright.cart.CartKey;
import dev.cartwright.store.woocommerce.Wanted.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop with `CUSTOM_USER_TABLE` and `CUSTOM_USER_META_TABLE`.
class RenamedUserTablesTest {
    private static final MariaDb SERVER = MariaDb.server();

    @TempDir private Path folder;

    private static String shop() {
        String name = SERVER.recordedStore();
        SERVER.run(name, "RENAME TABLE wp_users TO members, wp_usermeta TO wp_member_data");
        return name;
    }

    private WooAddress config(String name, String more) throws IOException {
        Path file = folder.resolve("wp-config.php");
        Files.writeString(
                file,
                """
                <?php
                define('DB_NAME', '%s'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
                define('DB_HOST', '127.0.0.1:%d');
                $table_prefix = 'wp_';
                %s
                """
                        .formatted(name, SERVER.port(), more));
        return WooAddress.of(file.toString(), null, null, null);
    }

    private WooAddress address(String name) throws IOException {
        return config(
                name,
                """
                define( 'CUSTOM_USER_TABLE', 'members' );
                define( 'CUSTOM_USER_META_TABLE', $table_prefix . "member" . '_data' );
                """);
    }

    @Test
    void keysHaveTheirOwnersAndTheseTheirRoles() throws IOException {
        String name = shop();
        try (var attached = Attached.open(name, address(name), folder).started()) {
            var admin = Objects.requireNonNull(Attached.PAIRS.get("admin_rw"));
            assertThat(attached.ask(admin))
                    .isInstanceOfSatisfying(
                            Granted.class,
                            granted ->
                                    assertThat(
                                                    granted.principal()
                                                            .can(Capability.MANAGE_WOOCOMMERCE))
                                            .isTrue());
            var alice = Objects.requireNonNull(Attached.PAIRS.get("alice_rw"));
            assertThat(attached.ask(alice))
                    .isInstanceOfSatisfying(
                            Granted.class,
                            granted ->
                                    assertThat(
                                                    granted.principal()
                                                            .can(Capability.MANAGE_WOOCOMMERCE))
                                            .isFalse());
        }
    }

    @Test
    void customersOfCartsAreKnown() throws IOException {
        String usual = SERVER.recordedStore();
        String renamed = shop();
        CartKey customer = new CartKey("3");
        try (var expected =
                        ShopBench.of(usual, folder.resolve("usual.db"), InstantSource.system());
                var bench =
                        ShopBench.of(
                                renamed,
                                WooDatabase.open(address(renamed)),
                                folder.resolve("renamed.db"),
                                InstantSource.system(),
                                trash -> trash)) {
            String email =
                    expected.started().store().find(customer).orElseThrow().session().email();
            assertThat(email).contains("@");
            assertThat(bench.started().store().find(customer).orElseThrow().session().email())
                    .isEqualTo(email);
        }
    }

    @Test
    void grantsNameThem() throws IOException {
        String name = shop();
        SERVER.user(name, "members_reader", "pw", "GRANT SELECT ON wp_cocart_carts");
        var address = address(name);
        var asReader =
                WooAddress.of(
                        SERVER.url(name, "members_reader", "pw"),
                        null,
                        null,
                        null,
                        address.userTables().users(),
                        address.userTables().data());
        try (var shop = WooDatabase.open(asReader)) {
            ShopLayout layout = ShopCheck.look(shop);
            String grant = "GRANT %s ON `%s`.`%s` TO 'members_reader'@'%%';";
            assertThat(layout.grants(Purpose.READ))
                    .contains(
                            grant.formatted("SELECT", name, "members"),
                            grant.formatted("SELECT", name, "wp_member_data"))
                    .noneMatch(line -> line.contains("wp_user"));
            for (Purpose purpose : Purpose.values()) {
                layout.grants(purpose).forEach(sql -> SERVER.run("", sql));
            }
        }
        try (var shop = WooDatabase.open(asReader)) {
            assertThat(ShopCheck.look(shop).writable()).isTrue();
        }
    }

    @Test
    void anImportFindsThemWhereItLooks() throws IOException {
        String name = shop();
        try (var shop = WooDatabase.open(address(name))) {
            var tables = LiveTables.of(shop);
            assertThat(tables.rowCount("wp_users")).isPositive();
            assertThat(tables.rowCount("wp_usermeta")).isPositive();
            var logins = new java.util.ArrayList<String>();
            tables.rows(
                    "wp_users",
                    List.of("ID", "user_login"),
                    row -> logins.add(row.text("user_login")));
            assertThat(logins).contains("admin");
        }
    }

    @Test
    void whatIsComputedIsAskedFor() {
        assertThatThrownBy(() -> config("n", "define('CUSTOM_USER_TABLE', getenv('USERS'));"))
                .isInstanceOf(AddressException.class)
                .hasMessageEndingWith(
                        "CUSTOM_USER_TABLE is computed there; set woocommerce-users-table");
        assertThatThrownBy(
                        () ->
                                config(
                                        "n",
                                        "define('CUSTOM_USER_META_TABLE', \"{$table_prefix}m\");"))
                .isInstanceOf(AddressException.class)
                .hasMessageEndingWith(
                        "CUSTOM_USER_META_TABLE is computed there; set woocommerce-usermeta-table");
        Path file = folder.resolve("wp-config.php");
        var given = WooAddress.of(file.toString(), null, null, null, null, "data");
        assertThat(given.userTables()).isEqualTo(new UserTableNames("", "data"));
    }

    @Test
    void aTableInAnotherDatabaseIsRefused() {
        assertThatThrownBy(() -> config("n", "define('CUSTOM_USER_TABLE', 'other.wp_users');"))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("must be in the shop's own database");
    }

    @Test
    void theMainSiteOfANetworkMayBeAnotherThanTheFirst() throws IOException {
        String network = "define('MULTISITE', true); define('BLOG_ID_CURRENT_SITE', %s);";
        assertThat(config("n", network.formatted("1")).prefix()).isEqualTo("wp_");
        assertThat(config("n", network.formatted("3")).prefix()).isEqualTo("wp_3_");
        assertThat(config("n", "define('BLOG_ID_CURRENT_SITE', 3);").prefix()).isEqualTo("wp_");
    }
}
