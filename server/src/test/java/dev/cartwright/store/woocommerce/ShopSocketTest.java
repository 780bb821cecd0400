package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.Soon;
import dev.cartwright.outage.Outage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
            Soon.await("right answers", () -> answers(shop));
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
    void aUsualSocketIsTakenOnceThereIsOneAndThePortUntilThen() throws IOException {
        Path none = folder.resolve("none");
        Path some = folder.resolve("some");
        var found = new FoundSocket(new LocalSockets(List.of(none, some), true));
        assertThat(found.path()).isEmpty();
        Files.createFile(some);
        assertThat(found.path()).contains(some);
        Files.delete(some);
        Files.createFile(none);
        assertThat(found.path()).contains(some);
        assertThat(new FoundSocket(LocalSockets.NONE).path()).isEmpty();
        assertThat(new FoundSocket(LocalSockets.at("/not/there")).path())
                .contains(Path.of("/not/there"));
    }

    /// The socket comes into being after we do, as when the machine starts us first.
    @Test
    void onceReachedByASocketNobodyOnThePortIsTakenForIt() throws IOException {
        String name = shop("by_usual");
        Path path = folder.resolve("usual.sock");
        try (var stranger = new Stranger()) {
            var address =
                    new WooAddress(
                            "jdbc:mariadb://localhost:%d/%s?sslMode=trust"
                                    .formatted(stranger.port(), name),
                            new LocalSockets(List.of(path), true),
                            "by_usual",
                            PASSWORD,
                            "wp_",
                            UserTableNames.USUAL,
                            WooAddress.DEFAULT_CHARSET,
                            false);
            try (var shop = WooDatabase.open(address)) {
                assertThatThrownBy(() -> carts(shop)).isInstanceOf(Outage.class);
                assertThat(stranger.callers()).isPositive();
                Files.createSymbolicLink(path, SERVER.socket());
                Soon.await("right answers", () -> answers(shop));
                int before = stranger.callers();
                Files.delete(path);
                shop.dropLost(new SQLException("lost", "08S01"));
                Soon.await("its absence", () -> !answers(shop));
                assertThat(stranger.callers()).isEqualTo(before);
                Files.createSymbolicLink(path, SERVER.socket());
                Soon.await("right answers again", () -> answers(shop));
                assertThat(stranger.callers()).isEqualTo(before);
            }
        }
    }

    private static boolean answers(WooDatabase shop) {
        try {
            return carts(shop).equals(List.of(29L));
        } catch (Outage _) {
            return false;
        }
    }
}
