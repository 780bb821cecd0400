package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.clients.TestCertificate;
import dev.cartwright.outage.Outage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections to a shop's database by TLS, whose certificate is for 127.0.0.1.
class ShopEncryptionTest {
    private static final MariaDb SERVER = MariaDb.server();
    private static final String SHOP = SERVER.recordedStore();

    @TempDir private Path folder;

    private static String trusting(String host, String mode, Path authority) {
        return "jdbc:mariadb://%s:%d/%s?user=root&sslMode=%s&serverSslCert=%s"
                .formatted(host, SERVER.port(), SHOP, mode, authority);
    }

    private static String cipher(String url) {
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, null))) {
            return cipher(shop);
        }
    }

    private static String cipher(WooDatabase shop) {
        return shop.read(
                "could not ask",
                connection -> {
                    try (var statement = connection.createStatement();
                            var rows = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
                        rows.next();
                        return rows.getString(2);
                    }
                });
    }

    private static AbstractStringAssert<?> refusal(String url) {
        try {
            cipher(url);
            throw new AssertionError("was let in");
        } catch (Outage e) {
            return assertThat(WooDatabase.reason(e));
        }
    }

    @Test
    void aKnownAuthorityAndTheRightNamePass() {
        assertThat(cipher(trusting("127.0.0.1", "verify-full", SERVER.certificate())))
                .startsWith("TLS");
        assertThat(cipher(trusting("127.0.0.1", "verify-ca", SERVER.certificate())))
                .startsWith("TLS");
    }

    @Test
    void anotherNameIsRefusedUnlessNamesDoNotCount() {
        refusal(trusting("localhost", "verify-full", SERVER.certificate()))
                .contains("certificate is for another host", "sslMode=verify-ca");
        assertThat(cipher(trusting("localhost", "verify-ca", SERVER.certificate())))
                .startsWith("TLS");
    }

    @Test
    void anUnknownAuthorityIsRefused() {
        Path other = TestCertificate.make(folder, "other", "ip:127.0.0.1").certificate();
        for (String mode : new String[] {"verify-full", "verify-ca"}) {
            refusal(trusting("127.0.0.1", mode, other))
                    .contains("from no authority that is known here", "serverSslCert=");
        }
    }

    @Test
    void aFileThatCannotBeReadIsToldAtOnce() {
        String url = trusting("127.0.0.1", "verify-full", folder.resolve("none.pem"));
        assertThatThrownBy(() -> WooAddress.of(url, null, null, null))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("serverSslCert");
    }

    @Test
    void aUserWhoNeedsEncryptionIsToldSoWithoutIt() {
        SERVER.user(SHOP, "sealed", "pw", "GRANT SELECT ON *");
        SERVER.run("", "ALTER USER sealed REQUIRE SSL");
        String url = SERVER.url(SHOP, "sealed", "pw");
        refusal(url).contains("or wants TLS from this user");
        assertThat(cipher(url + "&sslMode=trust")).startsWith("TLS");
    }

    @Test
    void aServerThatWantsEncryptionOfEverybodySaysSo() {
        String url = SERVER.url(SHOP);
        SERVER.run("", "SET GLOBAL require_secure_transport = ON");
        try {
            refusal(url).contains("encrypted connections only: add sslMode=verify-full");
        } finally {
            try (var shop =
                    WooDatabase.open(WooAddress.of(url + "&sslMode=trust", null, null, null))) {
                shop.write(
                        "could not set back",
                        connection -> {
                            try (var statement = connection.createStatement()) {
                                return statement.execute(
                                        "SET GLOBAL require_secure_transport = OFF");
                            }
                        });
            }
        }
    }

    @Test
    void aConfigurationsFlagEncrypts() throws IOException {
        SERVER.user(SHOP, "flagged", "pw", "GRANT SELECT ON *");
        Path file = folder.resolve("wp-config.php");
        for (String flag :
                new String[] {
                    "MYSQLI_CLIENT_SSL",
                    "2048",
                    "MYSQLI_CLIENT_COMPRESS | MYSQLI_CLIENT_SSL_DONT_VERIFY_SERVER_CERT"
                }) {
            Files.writeString(
                    file,
                    """
                    <?php
                    define('DB_NAME', '%s'); define('DB_USER', 'flagged');
                    define('DB_PASSWORD', 'pw'); define('DB_HOST', '127.0.0.1:%d');
                    define('MYSQL_CLIENT_FLAGS', %s);
                    """
                            .formatted(SHOP, SERVER.port(), flag));
            try (var shop = WooDatabase.open(WooAddress.of(file.toString(), null, null, null))) {
                assertThat(cipher(shop)).as(flag).startsWith("TLS");
            }
        }
    }
}
