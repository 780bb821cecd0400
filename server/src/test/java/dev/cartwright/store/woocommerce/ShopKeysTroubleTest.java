package dev.cartwright.store.woocommerce;

import static dev.cartwright.access.Permission.READ;
import static dev.cartwright.store.woocommerce.Attached.NOW;
import static dev.cartwright.store.woocommerce.Attached.PAIRS;
import static dev.cartwright.store.woocommerce.Attached.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.Soon;
import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.UsageDelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop that is down, that grants little, that keeps another time, or is one of several.
class ShopKeysTroubleTest {
    private static final String TABLE = "wp_woocommerce_api_keys";
    private static final KeyAndSecret ADMIN = Objects.requireNonNull(PAIRS.get("admin_rw"));
    private static final KeyAndSecret ALICE = Objects.requireNonNull(PAIRS.get("alice_rw"));

    private final Path directory;

    ShopKeysTroubleTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void whileTheShopIsDownKnownKeysWorkAndAfterwardsItIsFollowedAgain() {
        try (Attached attached = Attached.open(directory).started()) {
            SERVER.kill();
            try {
                assertThatThrownBy(attached.keys::refresh).isInstanceOf(Outage.class);
                assertThat(attached.granted(ADMIN)).isTrue();
                Soon.await("age", () -> attached.keys.age().toMillis() > 600);
                attached.door.refresh();
                assertThat(attached.granted(ADMIN)).isTrue();
                assertThatThrownBy(() -> attached.create(KeyTerms.of(1, "now", READ)))
                        .isInstanceOf(Outage.class);
                assertThat(attached.keys.users().find(1)).isPresent();
                assertThat(attached.keys.accounts().known(77)).isTrue();
                assertThatThrownBy(() -> attached.maker().revoke(5, Actor.OPERATOR))
                        .isInstanceOf(Outage.class);
                attached.door.refresh();
                assertThat(attached.rejected(ALICE, Reason.KEY_REVOKED)).isTrue();
            } finally {
                SERVER.start();
            }
            attached.run("DELETE FROM " + TABLE + " WHERE key_id = 1");
            Soon.await("revoked", () -> attached.rejected(ADMIN, Reason.KEY_REVOKED));
            assertThat(attached.keys.age()).isLessThan(Duration.ofSeconds(30));
            assertThat(attached.maker().revoke(5, Actor.OPERATOR)).isFalse();
            assertThat(attached.text("SELECT key_id FROM " + TABLE + " WHERE key_id = 5"))
                    .isEmpty();
        }
    }

    @Test
    void withoutTheRightToWriteEverythingReadableWorksAndTheRestSaysWhatIsMissing() {
        String name = SERVER.recordedStore();
        String url = SERVER.user(name, "key_looker", "pw", "GRANT SELECT ON *");
        try (Attached attached = Attached.open(name, url, directory).started()) {
            assertThat(attached.granted(ADMIN)).isTrue();
            assertThatThrownBy(() -> attached.create(KeyTerms.of(1, "new", READ)))
                    .isInstanceOf(ReadOnly.class)
                    .hasMessageContaining(
                            "INSERT on %s is missing".formatted(SERVER.inDenials(name, TABLE)));
            assertThatThrownBy(
                            () ->
                                    attached.maker()
                                            .change(
                                                    1,
                                                    terms -> terms.withDescription("other"),
                                                    Actor.OPERATOR))
                    .isInstanceOf(ReadOnly.class)
                    .hasMessageContaining("UPDATE on ");
            attached.maker()
                    .change(1, terms -> terms.withRateLimit(60), Actor.OPERATOR); // ours alone
            assertThat(attached.keys.keys().find(1).orElseThrow().terms().rateLimit())
                    .isEqualTo(60);
            assertThatThrownBy(() -> attached.maker().revoke(1, Actor.OPERATOR))
                    .isInstanceOf(ReadOnly.class)
                    .hasMessageContaining("DELETE on ");
            attached.door.refresh();
            assertThat(attached.rejected(ADMIN, Reason.KEY_REVOKED)).isTrue();
            used(attached, 2, NOW);
            ((LastAccess) attached.keys.usage()).write();
            assertThatThrownBy(() -> attached.keys.users().delete(3, Actor.OPERATOR))
                    .isInstanceOf(ReadOnly.class);
        }
    }

    private static void used(Attached attached, long key, Instant at) {
        var last = new LastUse(at, "192.0.2.1", "test");
        attached.keys.usage().add(List.of(new UsageDelta(key, List.of(), List.of(), last)));
    }

    @Test
    void theLastUseIsWrittenInTheSitesTimeAndOnesOfWordPressAreSeenHere() {
        try (Attached attached = Attached.open(directory)) {
            attached.run(
                    "UPDATE wp_options SET option_value = 'America/New_York'"
                            + " WHERE option_name = 'timezone_string'",
                    "UPDATE " + TABLE + " SET last_access = NULL WHERE key_id = 1",
                    "UPDATE " + TABLE + " SET last_access = '2026-06-30 20:00:00' WHERE key_id = 2",
                    "UPDATE "
                            + TABLE
                            + " SET last_access = '2026-08-01 00:00:00' WHERE key_id = 3");
            attached.keys.refresh();
            assertThat(attached.own.keys().find(2).orElseThrow().lastAccess())
                    .isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
            used(attached, 1, NOW);
            used(attached, 1, NOW.minusSeconds(30));
            used(attached, 2, NOW.plusSeconds(5));
            used(attached, 3, NOW);
            used(attached, 99, NOW);
            var writing = (LastAccess) attached.keys.usage();
            writing.write();
            assertThat(lastAccess(attached, 1)).isEqualTo("2026-07-01 08:00:00");
            assertThat(lastAccess(attached, 2)).isEqualTo("2026-07-01 08:00:05");
            assertThat(lastAccess(attached, 3)).isEqualTo("2026-08-01 00:00:00");
            assertThat(attached.own.keys().find(1).orElseThrow().lastAccess()).isEqualTo(NOW);
            attached.run("UPDATE " + TABLE + " SET last_access = NULL");
            writing.write();
            assertThat(lastAccess(attached, 1)).isEqualTo("null");
        }
    }

    private static String lastAccess(Attached attached, long id) {
        return attached.text("SELECT last_access FROM " + TABLE + " WHERE key_id = " + id);
    }

    @Test
    void aSiteOfANetworkHasItsOwnRolesAndTheNetworksAdministrators() {
        String name = SERVER.recordedStore();
        SERVER.run(
                name,
                "RENAME TABLE wp_options TO wp_2_options, %s TO wp_2_woocommerce_api_keys,"
                                .formatted(TABLE)
                        + " wp_cocart_carts TO wp_2_cocart_carts,"
                        + " wp_woocommerce_sessions TO wp_2_woocommerce_sessions",
                "UPDATE wp_2_options SET option_name = 'wp_2_user_roles'"
                        + " WHERE option_name = 'wp_user_roles'",
                "UPDATE wp_usermeta SET meta_key = 'wp_2_capabilities'"
                        + " WHERE meta_key = 'wp_capabilities' AND user_id = 2",
                "CREATE TABLE wp_sitemeta (meta_id bigint, site_id bigint,"
                        + " meta_key varchar(255), meta_value longtext)",
                "INSERT INTO wp_sitemeta VALUES"
                        + " (1, 1, 'site_admins', 'a:1:{i:0;s:5:\"alice\";}')");
        try (Attached attached = Attached.open(name, SERVER.url(name), directory).started()) {
            var manager = Objects.requireNonNull(PAIRS.get("manager_rw"));
            assertThat(mayManage(attached, manager)).isTrue();
            assertThat(mayManage(attached, ALICE)).isTrue();
            assertThat(attached.granted(ADMIN)).isTrue();
            assertThat(mayManage(attached, ADMIN)).as("no member of this site").isFalse();
            SERVER.run(name, "UPDATE wp_sitemeta SET meta_value = 'a:0:{}'");
            attached.withinASecond(() -> !mayManage(attached, ALICE));
        }
    }

    @Test
    void administratorsOfAnotherNetworkOrOfOneThatWasLeftAreNone() throws IOException {
        String name = SERVER.recordedStore();
        SERVER.run(
                name,
                "CREATE TABLE wp_sitemeta (meta_id bigint, site_id bigint,"
                        + " meta_key varchar(255), meta_value longtext)",
                "INSERT INTO wp_sitemeta VALUES"
                        + " (1, 1, 'site_admins', 'a:1:{i:0;s:5:\"alice\";}')");
        try (Attached attached = Attached.open(name, SERVER.url(name), directory).started()) {
            assertThat(attached.granted(ALICE)).isTrue();
            assertThat(mayManage(attached, ALICE)).as("the network is left").isFalse();
        }
        Path config = directory.resolve("wp-config.php");
        String port = SERVER.url(name).replaceAll("^.*:(\\d+)/.*$", "$1");
        Files.writeString(
                config,
                """
                <?php
                define('DB_NAME', '%s'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
                define('DB_HOST', '127.0.0.1:%s'); define('MULTISITE', true);
                $table_prefix = 'wp_';
                """
                        .formatted(name, port));
        Path own = Files.createDirectory(directory.resolve("network"));
        try (Attached attached = Attached.open(name, config.toString(), own).started()) {
            assertThat(mayManage(attached, ALICE)).as("the network says so").isTrue();
            SERVER.run(
                    name,
                    "INSERT INTO wp_sitemeta VALUES"
                            + " (2, 2, 'site_admins', 'a:1:{i:0;s:7:\"manager\";}')",
                    "CREATE TABLE wp_blogs (blog_id bigint, site_id bigint)",
                    "INSERT INTO wp_blogs VALUES (1, 2), (2, 1)");
            attached.withinASecond(() -> !mayManage(attached, ALICE));
        }
    }

    private static boolean mayManage(Attached attached, KeyAndSecret pair) {
        return attached.ask(pair) instanceof Granted(var principal)
                && principal.can(Capability.MANAGE_WOOCOMMERCE);
    }

    @Test
    void guestsHaveNoAccounts() {
        try (Attached attached = Attached.open(directory)) {
            assertThat(attached.keys.accounts().of(Set.of(0L, -1L))).isEmpty();
            assertThat(attached.keys.everLooked()).isFalse();
            attached.keys.refresh();
            assertThat(attached.keys.everLooked()).isTrue();
        }
    }
}
