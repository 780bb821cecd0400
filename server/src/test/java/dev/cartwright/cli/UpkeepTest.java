package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `backup`, `doctor` and `import`.
class UpkeepTest {
    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
    }

    @Test
    void aBackupSaysWhatItHoldsAndWhatItDoesNot() {
        cli.addDemoCarts(5);
        Path file = directory.resolve("copy.db");
        CliFixture.Run run = cli.run("backup", "--output", file.toString()).expect(0);
        assertThat(run.out()).contains("5 carts", cli.keyFile().toString(), "not in it");
        assertThat(file).exists();
    }

    @Test
    void aBackupNeverReplacesAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("copy.db"), "precious");
        assertThat(cli.run("backup", "--output", file.toString()).expect(1).err())
                .contains("not overwritten");
        assertThat(Files.readString(file)).isEqualTo("precious");
    }

    @Test
    void aBackupAsJson() {
        cli.addDemoCarts(5);
        Path file = directory.resolve("copy.db");
        JsonNode json = cli.run("backup", "--output", file.toString(), "--json").expect(0).json();
        assertThat(json.get("sessions").asInt()).isEqualTo(5);
        assertThat(json.get("file").asString()).isEqualTo(file.toString());
    }

    @Test
    void aSoundSetUpHasNoFaults() {
        JsonNode findings = cli.run("doctor", "--json").expect(0).json();
        assertThat(findings).allMatch(finding -> !finding.get("level").asString().equals("fault"));
        assertThat(subjects(findings))
                .contains(
                        "java",
                        "clock",
                        "settings",
                        "data directory",
                        "disk",
                        "key file",
                        "database",
                        "durability",
                        "schema",
                        "integrity",
                        "port");
    }

    @Test
    void theShopsRightsAndIndexesAreToldWithTheirStatements() {
        var health =
                new ShopHealth(
                        "mariadb://db/shop",
                        "MariaDB 11.4.5, tables wp_*",
                        "",
                        true,
                        List.of("GRANT SELECT ON f TO g;"),
                        List.of("GRANT DELETE ON a TO b;"),
                        List.of("GRANT INSERT ON c TO d;"),
                        List.of("CREATE INDEX cart_expiry ON e (cart_expiry);"),
                        new ShopHealth.Log("the right is missing", "GRANT REPLICATION SLAVE;"));
        cli.shops = new OneShop(health);
        String out = cli.run("doctor").expect(0).out();
        assertThat(out)
                .contains(
                        "shop: mariadb://db/shop: MariaDB 11.4.5, tables wp_*",
                        "lets nobody write",
                        "if it is there, are not served",
                        "To allow it: GRANT SELECT ON f TO g;",
                        "To allow it: GRANT DELETE ON a TO b;",
                        "To allow it: GRANT INSERT ON c TO d;",
                        "the binary log cannot be followed: the right is missing",
                        "To find them at once: CREATE INDEX cart_expiry ON e (cart_expiry);"
                                + " Or: GRANT REPLICATION SLAVE;");
        cli.shops = new OneShop(ShopHealth.broken("mariadb://db/shop", "cannot be reached"));
        assertThat(cli.run("doctor").expect(1).out())
                .contains("WRONG    shop: mariadb://db/shop: cannot be reached");
    }

    private record OneShop(ShopHealth health) implements Shops {
        @Override
        public Optional<ShopHealth> health(Map<String, String> flags) {
            return Optional.of(health);
        }

        @Override
        public Optional<String> place(Map<String, String> flags) {
            return Optional.of(health.place());
        }

        @Override
        public LiveShop open(Map<String, String> flags) {
            throw new CommandFailure("not asked for");
        }
    }

    @Test
    void anImportNeedsExactlyOneSource() {
        cli.run("import", "woocommerce").expect(2);
        CliFixture.Run run =
                cli.run("import", "woocommerce", "--dump=a.sql", "--jdbc=jdbc:mariadb://h/s");
        assertThat(run.expect(2).err()).contains("--jdbc=URL, --dump=FILE are mutually exclusive");
    }

    @Test
    void nothingIsImportedIntoALivingShop() throws IOException {
        cli.shops = new OneShop(ShopHealth.broken("mariadb://db/shop", ""));
        Path dump = Files.writeString(directory.resolve("keys.sql"), "-- nothing");
        assertThat(cli.run("import", "woocommerce", "--dump=" + dump).expect(1).err())
                .contains("setting woocommerce", "the shop mariadb://db/shop", "import without it");
    }

    @Test
    void everyFaultSaysHowToMendIt() {
        cli.health =
                new DatabaseHealth(
                        "SQLite 3", false, "synchronous=off", "1", "2", List.of("page 7"));
        cli.settings =
                new Settings(
                        directory,
                        null,
                        null,
                        "127.0.0.1",
                        0,
                        URI.create("http://shop.example"),
                        directory.resolve("cert.pem"),
                        directory.resolve("key.pem"),
                        List.of("0.0.0.0/0"));
        JsonNode findings = cli.run("doctor", "--json").expect(1).json();
        for (JsonNode finding : findings) {
            boolean well = finding.get("level").asString().equals("ok");
            assertThat(finding.get("remedy").asString().isEmpty()).isEqualTo(well);
        }
        assertThat(faults(findings))
                .containsExactlyInAnyOrder(
                        "durability",
                        "schema",
                        "integrity",
                        "tls certificate",
                        "tls key",
                        "trusted-proxies");
        assertThat(cli.run("doctor").expect(1).out()).contains("WRONG", "restore a backup");
    }

    @Test
    void tablesOfAnotherVersionAreToldAsOlderOrNewer() {
        assertThat(schema("001", "002"))
                .contains("version 001", "made for version 002", "migrates");
        assertThat(schema("010", "009")).contains("version 010", "Install the newer program");
    }

    private static String schema(String there, String wanted) {
        var health = new DatabaseHealth("SQLite 3", true, "", there, wanted, List.of());
        return DatabaseChecks.of(health).stream()
                .filter(finding -> finding.level() == Finding.Level.FAULT)
                .map(finding -> finding.message() + " " + finding.remedy())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aWrongSettingIsAFinding() {
        JsonNode findings = cli.run("doctor", "--data=wrong", "--json").expect(1).json();
        assertThat(faults(findings)).containsExactly("settings");
    }

    @Test
    void aKeyFileThatOthersMayReadIsAFault() throws IOException {
        Files.setPosixFilePermissions(cli.keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
        JsonNode findings = cli.run("doctor", "--json").expect(1).json();
        assertThat(faults(findings)).containsExactly("key file");
        assertThat(findings.toString()).contains("chmod 600");
    }

    @Test
    void aPortOfAnotherProgramIsToldFromOneOfOurs() throws IOException {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(NetworkChecks.port(onPort(other.getLocalPort())).level())
                    .isEqualTo(Finding.Level.FAULT);
        }
        HttpServer healthy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        healthy.createContext(
                "/healthz",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        healthy.start();
        try {
            Finding finding = NetworkChecks.port(onPort(healthy.getAddress().getPort()));
            assertThat(finding.level()).isEqualTo(Finding.Level.OK);
            assertThat(finding.message()).contains("answers");
        } finally {
            healthy.stop(0);
        }
    }

    @Test
    void aClockThatCannotBeRightIsAFault() {
        assertThat(MachineChecks.clock(Instant.EPOCH).level()).isEqualTo(Finding.Level.FAULT);
        assertThat(MachineChecks.clock(CliFixture.NOW).level()).isEqualTo(Finding.Level.OK);
    }

    @Test
    void anImportTellsWhatItTook() throws IOException {
        Path dump = Files.writeString(directory.resolve("store.sql"), DUMP);
        CliFixture.Run run = cli.run("import", "woocommerce", "--dump", dump.toString()).expect(0);
        assertThat(run.out()).contains("wp_cocart_carts: 1 rows, 1 new");
        JsonNode again =
                cli.run("import", "woocommerce", "--dump=" + dump, "--json").expect(0).json();
        assertThat(again.get("carts").get(0).get("unchanged").asInt()).isEqualTo(1);
        assertThat(cli.run("sessions", "list", "--json").json().get(0).get("cart_key"))
                .hasToString("\"t_imported\"");
    }

    @Test
    void aFileWithoutAShopIsRefusedInOneSentence() throws IOException {
        Path dump = Files.writeString(directory.resolve("store.sql"), "SELECT 1;\n");
        CliFixture.Run run = cli.run("import", "woocommerce", "--dump", dump.toString()).expect(1);
        assertThat(run.err()).startsWith("cartwright: ");
        assertThat(run.err().lines()).hasSize(1);
        cli.run("import", "woocommerce", "--dump=" + directory.resolve("none.sql")).expect(1);
    }

    private static final String DUMP =
            """
            CREATE TABLE `wp_cocart_carts` (
              `cart_id` bigint unsigned NOT NULL AUTO_INCREMENT,
              `cart_key` char(42) NOT NULL,
              `cart_value` longtext NOT NULL,
              `cart_created` bigint unsigned NOT NULL,
              `cart_expiry` bigint unsigned NOT NULL,
              `cart_source` varchar(200) NOT NULL,
              `cart_hash` varchar(200) NOT NULL,
              PRIMARY KEY (`cart_id`)
            );
            INSERT INTO `wp_cocart_carts` VALUES
            (1,'t_imported','a:1:{s:4:"cart";s:6:"a:0:{}";}',1795000000,1796000000,'cocart','');
            -- Dump completed
            """;

    private Settings onPort(int port) {
        return new Settings(directory, null, null, "127.0.0.1", port, null, null, null, List.of());
    }

    private static List<String> subjects(JsonNode findings) {
        return findings.valueStream().map(finding -> finding.get("subject").asString()).toList();
    }

    private static List<String> faults(JsonNode findings) {
        return findings.valueStream()
                .filter(finding -> finding.get("level").asString().equals("fault"))
                .map(finding -> finding.get("subject").asString())
                .toList();
    }
}
