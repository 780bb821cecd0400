package dev.cartwright.store.woocommerce;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.outage.Outage;
import dev.cartwright.store.woocommerce.Wanted.Purpose;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopCheckTest {
    private static final MariaDb SERVER = MariaDb.server();

    private static ShopLayout look(String url) {
        return look(url, null);
    }

    private static ShopLayout look(String url, @org.jspecify.annotations.Nullable String prefix) {
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, prefix))) {
            return ShopCheck.look(shop);
        }
    }

    @Test
    void theRecordedStoreIsUnderstoodWhole() {
        String database = SERVER.recordedStore();
        ShopLayout layout = look(SERVER.url(database));
        assertThat(layout.server()).isEqualTo(SERVER.name());
        assertThat(layout.supported()).isTrue();
        assertThat(layout.database()).isEqualTo(database);
        assertThat(layout.account()).isEqualTo("'root'@'127.0.0.1'");
        assertThat(layout.prefix()).isEqualTo("wp_");
        assertThat(layout.basePrefix()).isEqualTo("wp_");
        assertThat(layout.network()).isFalse();
        assertThat(layout.blogId()).isEqualTo(1);
        assertThat(layout.prefixes()).containsExactly("wp_");
        assertThat(layout.unusable()).isEmpty();
        assertThat(layout.writable()).isTrue();
        assertThat(layout.keysWritable()).isTrue();
        assertThat(layout.indexStatements())
                .containsExactly(
                        "CREATE INDEX cart_expiry ON wp_cocart_carts (cart_expiry);",
                        "CREATE INDEX session_expiry ON wp_woocommerce_sessions"
                                + " (session_expiry);");
        assertThat(layout.cartTables()).hasSize(2);
        var carts = layout.cartTables().getFirst();
        assertThat(carts.quoted()).isEqualTo("`wp_cocart_carts`");
        assertThat(carts.primaryKey()).isEqualTo("cart_id");
        assertThat(carts.numbered()).isTrue();
        assertThat(carts.has("cart_source")).isTrue();
        assertThat(carts.valueCharset()).isEqualTo("utf8mb4");
        assertThat(carts.valueBytes("utf8mb4")).isEqualTo("CAST(`cart_value` AS BINARY)");
    }

    /// The driver would hold one row for each user.
    @Test
    void ofASitesOwnUsersNotAllAreAskedFor() throws SQLException {
        String database = SERVER.recordedStore();
        SERVER.run(
                database,
                "CREATE TABLE wp_2_users (ID bigint)",
                "CREATE TABLE wp_2_options LIKE wp_options",
                "CREATE TABLE wp_2_cocart_carts LIKE wp_cocart_carts",
                "INSERT INTO wp_2_users VALUES " + String.join(", ", nCopies(5_000, "(1)")));
        try (var connection = SERVER.connect(database)) {
            long before = rowsRead(connection);
            look(SERVER.url(database), "wp_2_");
            assertThat(rowsRead(connection) - before).isLessThan(5_000);
        }
    }

    private static long rowsRead(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Handler_read_rnd_next'")) {
            rows.next();
            return rows.getLong(2);
        }
    }

    @Test
    void whatTheIndexStatementsSayIsFoundAfterwards() {
        String database = SERVER.recordedStore();
        look(SERVER.url(database)).indexStatements().forEach(sql -> SERVER.run(database, sql));
        assertThat(look(SERVER.url(database)).indexStatements()).isEmpty();
    }

    @Test
    void withSelectAloneEverythingIsReadableAndTheGrantsForWritingAreTold() {
        String database = SERVER.recordedStore();
        String url = SERVER.user(database, "reader", "pw", "GRANT SELECT ON *");
        ShopLayout layout = look(url);
        assertThat(layout.unusable()).isEmpty();
        assertThat(layout.writable()).isFalse();
        assertThat(layout.keysWritable()).isFalse();
        assertThat(layout.grants(Purpose.CHANGE_CARTS))
                .containsExactly(
                        "GRANT INSERT, DELETE ON `%s`.`wp_cocart_carts` TO 'reader'@'%%';"
                                .formatted(database),
                        "GRANT INSERT, DELETE ON `%s`.`wp_woocommerce_sessions` TO 'reader'@'%%';"
                                .formatted(database),
                        "GRANT INSERT, DELETE ON `%s`.`wp_usermeta` TO 'reader'@'%%';"
                                .formatted(database));
    }

    @Test
    void runningTheToldGrantsIsEnough() {
        String database = SERVER.recordedStore();
        String url = SERVER.user(database, "growing", "pw", "GRANT SELECT ON wp_cocart_carts");
        ShopLayout layout = look(url);
        assertThat(layout.unusable()).isPresent();
        assertThat(layout.grants(Purpose.READ))
                .contains(
                        "GRANT SELECT ON `%s`.`wp_usermeta` TO 'growing'@'%%';".formatted(database))
                .noneMatch(grant -> grant.contains("wp_cocart_carts"));
        assertThat(layout.log())
                .isEqualTo(
                        new LogAccess.Unreadable(
                                "the right to read it is missing",
                                SERVER.logGrant() + " TO 'growing'@'%';"));
        for (Purpose purpose : Purpose.values()) {
            look(url).grants(purpose).forEach(sql -> SERVER.run("", sql));
        }
        layout = look(url);
        assertThat(layout.unusable()).isEmpty();
        assertThat(layout.writable()).isTrue();
        assertThat(layout.keysWritable()).isTrue();
    }

    @Test
    void lookingChangesNothing() {
        String database = SERVER.recordedStore();
        look(SERVER.url(database));
        try (var shop = SERVER.open(database)) {
            assertThat(count(shop, "wp_cocart_carts")).isEqualTo(29);
            assertThat(count(shop, "wp_woocommerce_api_keys")).isEqualTo(6);
        }
    }

    private static long count(WooDatabase shop, String table) {
        return shop.read(
                "could not count",
                connection -> {
                    try (var statement = connection.createStatement();
                            var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
    }

    @Test
    void ofSeveralShopsNoneIsGuessedAndAnyCanBeNamed() {
        String database = SERVER.recordedStore();
        SERVER.run(
                database,
                "CREATE TABLE old_cocart_carts LIKE wp_cocart_carts",
                "CREATE TABLE a_woocommerce_sessions LIKE wp_woocommerce_sessions");
        assertThatThrownBy(() -> look(SERVER.url(database)))
                .isInstanceOf(AmbiguousShop.class)
                .hasMessageContaining("woocommerce-prefix")
                .hasMessageContaining("a_, old_, wp_");
        ShopLayout other = look(SERVER.url(database), "a_");
        assertThat(other.prefixes()).containsExactly("a_", "old_", "wp_");
        assertThat(other.cocart()).isEmpty();
        assertThat(other.sessions()).isPresent();
    }

    @Test
    void aNumberAloneMakesNoSiteOfANetwork() {
        String database = SERVER.recordedStore();
        String digits = "9".repeat(25) + "_";
        for (String prefix : List.of("wp2_", "wp_" + digits, "wp_7_")) {
            SERVER.run(
                    database,
                    "CREATE TABLE %scocart_carts LIKE wp_cocart_carts".formatted(prefix),
                    "CREATE TABLE %susers LIKE wp_users".formatted(prefix));
            String url = SERVER.url(database);
            try (var shop = WooDatabase.open(WooAddress.of(url, null, null, prefix))) {
                CartLayouts.Found found = new CartLayouts(shop).get();
                assertThat(found.persistentCart()).isEqualTo("_woocommerce_persistent_cart_1");
                assertThat(found.usersTable("users")).isEqualTo("`" + prefix + "users`");
            }
            assertThat(look(url, prefix).blogId()).isEqualTo(1);
        }
        SERVER.run(database, "CREATE TABLE wp_8_cocart_carts LIKE wp_cocart_carts");
        String url = SERVER.url(database);
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, "wp_8_"))) {
            CartLayouts.Found found = new CartLayouts(shop).get();
            assertThat(found.persistentCart()).isEqualTo("_woocommerce_persistent_cart_8");
            assertThat(found.usersTable("users")).isEqualTo("`wp_users`");
        }
    }

    @Test
    void aTableOfCartsThatWeMayNotReadIsToldOf() {
        String database = SERVER.recordedStore();
        String url =
                SERVER.user(
                        database,
                        "half_sighted",
                        "pw",
                        "GRANT SELECT ON wp_woocommerce_sessions",
                        "GRANT SELECT ON wp_woocommerce_api_keys");
        ShopLayout layout = look(url);
        assertThat(layout.sessions()).isPresent();
        assertThat(layout.hiddenGrants())
                .containsExactly(
                        "GRANT SELECT ON `%s`.`wp_cocart_carts` TO 'half_sighted'@'%%';"
                                .formatted(database));
        assertThat(look(SERVER.url(database)).hiddenGrants()).isEmpty();
    }

    @Test
    void theRightToReadANetworksAdministratorsIsAskedForInANetworkAlone() {
        String database = SERVER.recordedStore();
        SERVER.run(
                database,
                "CREATE TABLE wp_5_woocommerce_sessions LIKE wp_woocommerce_sessions",
                "CREATE TABLE wp_sitemeta (meta_id BIGINT, site_id BIGINT, meta_key VARCHAR(255),"
                        + " meta_value LONGTEXT)");
        String url =
                SERVER.user(
                        database,
                        "site_reader",
                        "pw",
                        "GRANT SELECT ON wp_5_woocommerce_sessions",
                        "GRANT SELECT ON wp_woocommerce_sessions");
        assertThat(look(url, "wp_5_").grants(Wanted.Purpose.READ))
                .anyMatch(grant -> grant.contains("`wp_sitemeta`"));
        assertThat(look(url, "wp_").grants(Wanted.Purpose.READ))
                .isNotEmpty()
                .noneMatch(grant -> grant.contains("sitemeta"));
    }

    @Test
    void aSiteOfANetworkSharesItsUsers() {
        String database = SERVER.recordedStore();
        SERVER.run(
                database,
                "CREATE TABLE wp_2_cocart_carts LIKE wp_cocart_carts",
                "CREATE TABLE wp_2_options LIKE wp_options",
                "CREATE TABLE wp_sitemeta (meta_id BIGINT PRIMARY KEY, meta_value LONGTEXT)");
        ShopLayout layout = look(SERVER.url(database), "wp_2_");
        assertThat(layout.basePrefix()).isEqualTo("wp_");
        assertThat(layout.blogId()).isEqualTo(2);
        assertThat(layout.network()).isTrue();
        assertThat(layout.wholeName("usermeta")).isEqualTo("wp_usermeta");
        assertThat(layout.wholeName("options")).isEqualTo("wp_2_options");
    }

    @Test
    void theOldLayoutOfSessionsIsKnown() {
        String database = SERVER.freshDatabase();
        SERVER.run(
                database,
                """
                CREATE TABLE wp_woocommerce_sessions (
                    session_id BIGINT NOT NULL AUTO_INCREMENT, session_key CHAR(32) NOT NULL,
                    session_value LONGTEXT NOT NULL, session_expiry BIGINT NOT NULL,
                    PRIMARY KEY (session_key), UNIQUE KEY session_id (session_id)
                ) CHARACTER SET latin1""");
        var sessions = look(SERVER.url(database)).sessions().orElseThrow();
        assertThat(sessions.primaryKey()).isEqualTo("session_key");
        assertThat(sessions.numbered()).isTrue();
        assertThat(sessions.valueBytes("utf8mb4"))
                .isEqualTo("CAST(CONVERT(`session_value` USING utf8mb4) AS BINARY)");
        assertThat(sessions.valueBytes("latin1")).isEqualTo("CAST(`session_value` AS BINARY)");
    }

    @Test
    void aDatabaseWithoutAShopIsToldSo() {
        String url = SERVER.url(SERVER.freshDatabase());
        assertThatThrownBy(() -> look(url))
                .isInstanceOf(ShopException.class)
                .hasMessageContaining("no tables of a WooCommerce shop");
    }

    @Test
    void aWrongPasswordIsAnOutageThatDoesNotTellIt() {
        String database = SERVER.recordedStore();
        SERVER.user(database, "locked", "right", "GRANT SELECT ON *");
        assertThatThrownBy(() -> look(SERVER.url(database, "locked", "wrong-one")))
                .isInstanceOf(Outage.class)
                .hasMessage(Failures.REFUSED_US)
                .hasStackTraceContaining("locked")
                .message()
                .doesNotContain("wrong-one", "locked");
    }

    @Test
    void aHostThatIsNotThereIsAnOutage() {
        assertThatThrownBy(() -> look("jdbc:mariadb://127.0.0.1:1/shop?user=a&password=b"))
                .isInstanceOf(Outage.class)
                .hasMessage(Failures.UNREACHABLE);
    }

    @Test
    void anEncryptedConnectionIsMadeWhenAskedFor() {
        String url = SERVER.url(SERVER.recordedStore()) + "&sslMode=trust";
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, null))) {
            String cipher =
                    shop.read(
                            "could not ask",
                            connection -> {
                                try (var statement = connection.createStatement();
                                        var rows =
                                                statement.executeQuery(
                                                        "SHOW STATUS LIKE 'Ssl_cipher'")) {
                                    rows.next();
                                    return rows.getString(2);
                                }
                            });
            assertThat(cipher).startsWith("TLS");
        }
    }

    @Test
    void versionsAreJudgedAsNumbers() {
        assertThat(ShopCheck.supported("10.5.27-MariaDB")).isFalse();
        assertThat(ShopCheck.supported("10.6.0-MariaDB-log")).isTrue();
        assertThat(ShopCheck.supported("11.4.5-MariaDB")).isTrue();
        assertThat(ShopCheck.supported("5.7.44")).isFalse();
        assertThat(ShopCheck.supported("8.0.36-0ubuntu0")).isTrue();
        assertThat(ShopCheck.supported("9.1.0")).isTrue();
        assertThat(ShopCheck.supported("unknown")).isFalse();
    }

    @Test
    void anAccountIsWrittenAsAStatementHasIt() {
        assertThat(ShopCheck.account("a@b@%")).isEqualTo("'a@b'@'%'");
        assertThat(ShopCheck.account("o'neill@localhost")).isEqualTo("'o''neill'@'localhost'");
    }
}
