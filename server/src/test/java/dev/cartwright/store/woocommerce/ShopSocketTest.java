package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.Soon;
import dev.cartwright.outage.Outage;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop's database on this machine, reached without a port.
class ShopSocketTest {
    private static final MariaDb SERVER = MariaDb.server();
    private static final String PASSWORD = "by'path";

    @TempDir private Path folder;

    /// Known over the socket alone.
    private static String shop(String user) {
        String name = SERVER.recordedStore();
        SERVER.run(
                name,
                "DROP USER IF EXISTS " + user + "@localhost",
                "CREATE USER " + user + "@localhost IDENTIFIED BY 'by''path'",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON * TO " + user + "@localhost");
        // MySQL takes a password in clear from here by TLS alone, and then remembers its user
        try (var shop = open(url(name) + "&sslMode=trust", user)) {
            assertThat(carts(shop)).containsExactly(29L);
        }
        return name;
    }

    private static String url(String name) {
        return "jdbc:mariadb://localhost/" + name + "?localSocket=" + SERVER.socket();
    }

    private static WooDatabase open(String url, String user) {
        return WooDatabase.open(WooAddress.of(url, user, PASSWORD, null));
    }

    private static List<Long> carts(WooDatabase shop) {
        return shop.read(
                "could not count",
                connection -> {
                    try (var statement = connection.createStatement();
                            var rows =
                                    statement.executeQuery(
                                            "SELECT count(*) FROM wp_cocart_carts")) {
                        rows.next();
                        return List.of(rows.getLong(1));
                    }
                });
    }

    @Test
    void aUrlMayNameASocket() {
        try (var shop = open(url(shop("by_url")), "by_url")) {
            ShopLayout layout = ShopCheck.look(shop);
            assertThat(layout.account()).isEqualTo("'by_url'@'localhost'");
            assertThat(layout.writable()).isTrue();
        }
    }

    @Test
    void aSocketCanBeEncryptedToo() {
        try (var shop = open(url(shop("by_tls")) + "&sslMode=trust", "by_tls")) {
            assertThat(carts(shop)).containsExactly(29L);
        }
    }

    @Test
    void aConfigurationMayNameASocket() throws IOException {
        String name = shop("by_config");
        Path file = folder.resolve("wp-config.php");
        for (String host : List.of("localhost:", ":")) {
            Files.writeString(
                    file,
                    """
                    <?php
                    define('DB_NAME', '%s'); define('DB_USER', 'by_config');
                    define('DB_PASSWORD', 'by\\'path'); define('DB_HOST', '%s%s');
                    $table_prefix = 'wp_';
                    """
                            .formatted(name, host, SERVER.socket()));
            try (var shop = WooDatabase.open(WooAddress.of(file.toString(), null, null, null))) {
                assertThat(carts(shop)).containsExactly(29L);
            }
        }
    }

    @Test
    void aKilledServerIsAnOutageAndRightAnswersComeBack() {
        try (var shop = open(url(shop("by_crash")) + "&sslMode=trust", "by_crash")) {
            assertThat(carts(shop)).containsExactly(29L);
            SERVER.kill();
            try {
                assertThatThrownBy(() -> carts(shop)).isInstanceOf(Outage.class);
                assertThatThrownBy(() -> carts(shop)).isInstanceOf(Outage.class);
            } finally {
                SERVER.start();
            }
            Soon.await(
                    "right answers",
                    () -> {
                        try {
                            return carts(shop).equals(List.of(29L));
                        } catch (Outage _) {
                            return false;
                        }
                    });
        }
    }

    @Test
    void aSocketThatIsNotThereIsAnOutage() {
        var address =
                WooAddress.of(
                        "jdbc:mariadb://localhost/s?localSocket=" + folder.resolve("none"),
                        "u",
                        "p",
                        null);
        try (var shop = WooDatabase.open(address)) {
            assertThatThrownBy(() -> carts(shop)).isInstanceOf(Outage.class);
        }
    }

    @Test
    void aUsualSocketIsTakenWhileThereIsOneAndThePortOtherwise() throws IOException {
        Path none = folder.resolve("none");
        try (Socket socket = new LocalSockets(List.of(none), true).socket()) {
            assertThat(socket).isNotInstanceOf(UnixSocket.class);
        }
        var usual = new LocalSockets(List.of(none, SERVER.socket()), true);
        try (Socket socket = usual.socket()) {
            assertThat(socket)
                    .isInstanceOf(UnixSocket.class)
                    .hasToString(SERVER.socket().toString());
        }
    }

    @Test
    void onceReachedByASocketNobodyOnThePortIsTakenForIt() {
        var none = new LocalSockets(List.of(folder.resolve("none")), true);
        assertThat(none.settled()).isEqualTo(none);
        var settled = new LocalSockets(List.of(SERVER.socket()), true).settled();
        assertThat(settled.orPort()).isFalse();
        assertThat(LocalSockets.of(settled.options())).isEqualTo(settled);
    }
}
