package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cartwright.outage.Outage;
import dev.cartwright.store.woocommerce.Wanted.Purpose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What MySQL has and MariaDB has not. Where it is named (see [MySqlPrograms]), the other tests of
/// a shop run on it too.
class MySqlTest {
    @BeforeAll
    static void onlyWhereItIs() {
        assumeFalse(
                MySqlPrograms.given().isEmpty(),
                "no MySQL: name its server program by -Dcartwright.mysqld=/usr/sbin/mysqld");
    }

    private static String withoutKey(String url) {
        return url.replace("&allowPublicKeyRetrieval=true", "");
    }

    private static ShopLayout look(String url) {
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, null))) {
            return ShopCheck.look(shop);
        }
    }

    @Test
    void aPasswordOverAClearPortNeedsTheServersKey() {
        MariaDb server = MariaDb.server();
        String name = server.recordedStore();
        String url = server.user(name, "hashed", "pw", "GRANT SELECT ON *");
        try {
            look(withoutKey(url));
            throw new AssertionError("was let in");
        } catch (Outage e) {
            assertThat(WooDatabase.reason(e))
                    .contains("sslMode=verify-full", "serverRsaPublicKeyFile=");
        }
        String key = "&serverRsaPublicKeyFile=" + server.publicKey();
        assertThat(look(withoutKey(url) + key).account()).isEqualTo("'hashed'@'%'");
    }

    @Test
    void aPasswordGoesByTlsWithoutThatKey() {
        MariaDb server = MariaDb.server();
        String name = server.recordedStore();
        String url = withoutKey(server.user(name, "sealed_hash", "pw", "GRANT SELECT ON *"));
        String tls = "&sslMode=verify-full&serverSslCert=" + server.certificate();
        assertThat(look(url + tls).server()).isEqualTo(server.name());
    }

    @Test
    void aPasswordGoesByTheSocketInsideOfTls() {
        MariaDb server = MariaDb.server();
        String name = server.recordedStore();
        String url = withoutKey(server.user(name, "near", "pw", "GRANT SELECT ON *"));
        String path = url + "&localSocket=" + server.socket();
        try {
            look(path);
            throw new AssertionError("was let in");
        } catch (Outage e) {
            assertThat(WooDatabase.reason(e)).contains("by a socket, sslMode=trust will do");
        }
        assertThat(look(path + "&sslMode=trust").account()).isEqualTo("'near'@'%'");
    }

    @Test
    void rightsByARoleCount() {
        MariaDb server = MariaDb.server();
        String name = server.recordedStore();
        String url = server.user(name, "actor", "pw");
        server.run(
                name,
                "DROP ROLE IF EXISTS keeper",
                "CREATE ROLE keeper",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + name + ".* TO keeper",
                "GRANT keeper TO actor",
                "SET DEFAULT ROLE keeper TO actor");
        ShopLayout layout = look(url);
        assertThat(layout.unusable()).isEmpty();
        assertThat(layout.writable()).isTrue();
        assertThat(layout.grants(Purpose.CHANGE_KEYS)).isEmpty();
    }
}
