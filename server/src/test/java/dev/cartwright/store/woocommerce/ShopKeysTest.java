package dev.cartwright.store.woocommerce;

import static dev.cartwright.access.Permission.READ;
import static dev.cartwright.access.Permission.READ_WRITE;
import static dev.cartwright.access.Permission.WRITE;
import static dev.cartwright.store.woocommerce.Attached.PAIRS;
import static dev.cartwright.store.woocommerce.Attached.pair;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authentication.Rejected;
import dev.cartwright.access.Capability;
import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.Credentials.OAuth;
import dev.cartwright.access.Credentials.OAuth.Parameter;
import org.assertj.core.groups.Tuple;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Overlap;
import java.time.Duration;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.Keys;
import dev.cartwright.woocommerce.Account;
import dev.cartwright.access.KeyConflict;
import dev.cartwright.access.KeyHash;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.store.sql.SqlAuditStore;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Scope;
import dev.cartwright.event.Actor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shop's own keys, as WordPress has them and as it changes them.
class ShopKeysTest {
    private static final String TABLE = "wp_woocommerce_api_keys";
    private static final KeyAndSecret ADMIN = find("admin_rw");
    private static final KeyAndSecret MANAGER = find("manager_rw");
    private static final KeyAndSecret ALICE = find("alice_rw");
    private static final String URL = "https://shop.example/wp-json/cocart/v2/sessions";

    private final Attached attached;

    ShopKeysTest(@TempDir Path directory) {
        attached = Attached.open(directory).started();
    }

    @AfterEach
    void close() {
        attached.close();
    }

    private static KeyAndSecret find(String name) {
        KeyAndSecret pair = PAIRS.get(name);
        assertThat(pair).isNotNull();
        return pair == null ? new KeyAndSecret("", "") : pair;
    }

    @Test
    void theShopsKeysAuthenticateAsTheyAre() throws Exception {
        for (var entry : PAIRS.entrySet()) {
            Permission wanted = entry.getKey().endsWith("_w") ? WRITE : READ;
            assertThat(attached.ask(entry.getValue(), wanted))
                    .as(entry.getKey())
                    .isInstanceOf(Granted.class);
            assertThat(attached.door.authenticate(signed(entry.getValue()), wanted, ""))
                    .as(entry.getKey())
                    .isInstanceOf(Granted.class);
            var wrong = new KeyAndSecret(entry.getValue().key(), "cs_" + "0".repeat(40));
            assertThat(attached.rejected(wrong, Reason.WRONG_CREDENTIALS)).isTrue();
        }
        assertThat(reason(find("admin_r"), WRITE)).isEqualTo(Reason.MAY_NOT_WRITE);
        assertThat(reason(find("admin_w"), READ)).isEqualTo(Reason.MAY_NOT_READ);
        assertThat(mayManage(ADMIN)).isTrue();
        assertThat(mayManage(MANAGER)).isTrue();
        assertThat(mayManage(ALICE)).isFalse();
        assertThat(mayManage(find("editor_rw"))).isFalse();
        assertThat(attached.keys.keys().all())
                .extracting(ConsumerKey::id, ConsumerKey::description)
                .contains(Tuple.tuple(4L, "manager_rw"));
    }

    private Reason reason(KeyAndSecret pair, Permission wanted) {
        return ((Rejected) attached.ask(pair, wanted)).reason();
    }

    private boolean mayManage(KeyAndSecret pair) {
        return attached.ask(pair) instanceof Granted(var principal)
                && principal.can(Capability.MANAGE_WOOCOMMERCE);
    }

    private static OAuth signed(KeyAndSecret pair) throws Exception {
        var oauth = new TreeMap<String, String>();
        oauth.put("oauth_consumer_key", pair.key());
        oauth.put("oauth_timestamp", Long.toString(Attached.NOW.getEpochSecond()));
        oauth.put("oauth_nonce", "n");
        oauth.put("oauth_signature_method", "HMAC-SHA256");
        String parameters =
                oauth.entrySet().stream()
                        .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = (pair.secret() + "&").getBytes(StandardCharsets.UTF_8);
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        String base = "GET&" + encoded(URL) + "&" + encoded(parameters);
        byte[] signature = mac.doFinal(base.getBytes(StandardCharsets.UTF_8));
        oauth.put("oauth_signature", Base64.getEncoder().encodeToString(signature));
        return new OAuth("GET", URL, List.<Parameter>of(), oauth);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aKeyMadeInWordPressWorksWithinASecondAndIsRefusedWithinOneWhenItIsGoneUntilItIsBack() {
        var made = new KeyAndSecret("ck_" + "7".repeat(40), "cs_" + "8".repeat(40));
        assertThat(attached.granted(made)).isFalse();
        attached.run(insert(made, 1, "made there", "read"));
        attached.withinASecond(() -> attached.granted(made));
        attached.run("DELETE FROM " + TABLE + " WHERE description = 'made there'");
        attached.withinASecond(() -> attached.rejected(made, Reason.KEY_REVOKED));
        attached.run(insert(made, 1, "put back", "read"));
        attached.withinASecond(() -> attached.granted(made));
        assertThat(acts(7))
                .containsExactly(
                        "KEY_IMPORTED woocommerce",
                        "KEY_DISABLED woocommerce",
                        "KEY_ENABLED woocommerce");
    }

    private List<String> acts(long key) {
        var log = new SqlAuditStore(attached.database);
        return log.after(new EntryFilter(key, null, null, null, null), 0, 100).stream()
                .map(entry -> entry.type() + " " + entry.actorId())
                .toList();
    }

    @Test
    void aBackupThatIsPutBackRowByRowBringsAllKeysBackWithWhatWeKnowOfThem() {
        attached.maker()
                .change(1, terms -> terms.withScopes(Set.of(Scope.SESSIONS)), Actor.OPERATOR);
        attached.run(
                "CREATE TABLE kept SELECT * FROM " + TABLE,
                "DELETE FROM " + TABLE + " WHERE key_id <> 4");
        attached.withinASecond(() -> attached.rejected(ADMIN, Reason.KEY_REVOKED));
        attached.run("DELETE FROM " + TABLE);
        attached.withinASecond(() -> attached.rejected(MANAGER, Reason.KEY_REVOKED));
        for (int id = 1; id <= 6; id++) {
            attached.run(
                    "INSERT INTO %s SELECT * FROM kept WHERE key_id = %d".formatted(TABLE, id));
            attached.keys.refresh();
        }
        for (KeyAndSecret pair : PAIRS.values()) {
            attached.withinASecond(
                    () -> attached.ask(pair, WRITE) instanceof Granted || attached.granted(pair));
        }
        assertThat(attached.keys.keys().find(1).orElseThrow().terms().narrowedTo())
                .containsExactly(Scope.SESSIONS);
    }

    @Test
    void aKeyThatSomebodyEndedHereStaysSoWhenItsRowIsBack() {
        attached.run("CREATE TABLE kept SELECT * FROM " + TABLE);
        attached.maker().act(1, KeyAct.DISABLE, Actor.OPERATOR);
        attached.run("DELETE FROM " + TABLE);
        attached.withinASecond(() -> attached.rejected(ALICE, Reason.KEY_REVOKED));
        attached.maker().act(4, KeyAct.DISABLE, Actor.OPERATOR);
        attached.maker().revoke(5, Actor.OPERATOR);
        attached.run("INSERT INTO " + TABLE + " SELECT * FROM kept");
        attached.withinASecond(() -> attached.granted(find("editor_rw")));
        assertThat(attached.rejected(ADMIN, Reason.KEY_DISABLED)).isTrue();
        assertThat(attached.rejected(MANAGER, Reason.KEY_DISABLED)).isTrue();
        assertThat(attached.rejected(ALICE, Reason.KEY_REVOKED)).isTrue();
    }

    @Test
    void aRowWithAnotherSecretOrNoneIsNotTheKeyThatWasMissing() {
        attached.run("DELETE FROM " + TABLE + " WHERE key_id = 1");
        attached.withinASecond(() -> attached.rejected(ADMIN, Reason.KEY_REVOKED));
        for (String secret : List.of("", "cs_" + "9".repeat(40))) {
            attached.run(insert(new KeyAndSecret(ADMIN.key(), secret), 1, "forged", "read_write"));
            attached.keys.refresh();
            attached.keys.refresh();
            attached.door.refresh();
            assertThat(attached.rejected(ADMIN, Reason.KEY_REVOKED)).isTrue();
            assertThat(attached.granted(new KeyAndSecret(ADMIN.key(), secret))).isFalse();
            attached.run("DELETE FROM " + TABLE + " WHERE description = 'forged'");
        }
    }

    @Test
    void aKeyThatTheShopHasNoMoreIsNotSwitchedOnOrChangedHere() {
        attached.maker().act(1, KeyAct.DISABLE, Actor.OPERATOR);
        attached.run("DELETE FROM " + TABLE + " WHERE key_id IN (1, 4)");
        attached.withinASecond(() -> attached.rejected(MANAGER, Reason.KEY_REVOKED));
        var missing = new KeyOutcome.Conflict(KeyConflict.KEY_MISSING);
        assertThat(attached.maker().enable(1, false, Actor.OPERATOR)).isEqualTo(missing);
        assertThat(attached.maker().enable(4, false, Actor.OPERATOR)).isEqualTo(missing);
        assertThat(attached.maker().change(4, t -> t.withDescription("x"), Actor.OPERATOR))
                .isEqualTo(missing);
        attached.door.refresh();
        assertThat(attached.granted(ADMIN)).isFalse();
    }

    @Test
    void aRoleThatDeniesTakesAwayWhatRolesBeforeItGrant() {
        String roles = attached.text("SELECT option_value FROM wp_options WHERE option_id = 102");
        String more =
                """
                s:6:"no_api";a:2:{s:4:"name";s:6:"No API";\
                s:12:"capabilities";a:1:{s:18:"manage_woocommerce";b:0;}}}""";
        setRoles(roles.replaceFirst("a:7:", "a:8:").replaceAll("\\}$", more));
        setCapabilities(3, "a:2:{s:6:\"no_api\";b:1;s:12:\"shop_manager\";b:1;}");
        attached.withinASecond(() -> mayManage(ALICE));
        setCapabilities(3, "a:2:{s:12:\"shop_manager\";b:1;s:6:\"no_api\";b:1;}");
        attached.withinASecond(() -> !mayManage(ALICE));
        assertThat(attached.granted(ALICE)).isTrue();
    }

    private static String insert(KeyAndSecret pair, long user, String description, String words) {
        return """
               INSERT INTO %s (user_id, description, permissions, consumer_key, consumer_secret,
                   truncated_key)
               VALUES (%d, '%s', '%s', '%s', '%s', '%s')"""
                .formatted(
                        TABLE,
                        user,
                        description,
                        words,
                        KeyHash.of(pair.key()),
                        pair.secret(),
                        KeyHash.truncated(pair.key()));
    }

    @Test
    void theLastKeyIsRefusedWithinASecondToo() {
        attached.run("DELETE FROM " + TABLE);
        attached.withinASecond(() -> attached.rejected(ADMIN, Reason.KEY_REVOKED));
    }

    @Test
    void aTableThatIsPutBackAtOnceEndsNoKey() {
        for (int i = 0; i < 10; i++) {
            attached.run(
                    "DROP TABLE IF EXISTS kept",
                    "CREATE TABLE kept SELECT * FROM " + TABLE,
                    "TRUNCATE " + TABLE,
                    "INSERT INTO " + TABLE + " SELECT * FROM kept");
            attached.keys.refresh();
            attached.door.refresh(); // a slow machine may have seen it empty for long enough
            assertThat(attached.granted(ADMIN)).isTrue();
        }
    }

    @Test
    void whatIsSaidOfAKeyThereIsFollowedAlsoWhereItHasExtrasHere() {
        attached.maker()
                .change(
                        1,
                        terms -> terms.withScopes(Set.of(Scope.SESSIONS)).withRateLimit(60),
                        Actor.OPERATOR);
        attached.run(
                "UPDATE "
                        + TABLE
                        + " SET permissions = 'read', description = 'Größer', user_id = 2"
                        + " WHERE key_id = 1");
        attached.withinASecond(() -> attached.ask(ADMIN, WRITE) instanceof Rejected);
        assertThat(attached.keys.keys().find(1).orElseThrow().terms())
                .isEqualTo(
                        KeyTerms.of(2, "Größer", READ)
                                .withScopes(Set.of(Scope.SESSIONS))
                                .withRateLimit(60));
        attached.run("UPDATE " + TABLE + " SET permissions = 'disabled' WHERE key_id = 1");
        attached.withinASecond(() -> attached.rejected(ADMIN, Reason.KEY_DISABLED));
        attached.run("UPDATE " + TABLE + " SET permissions = 'read_write' WHERE key_id = 1");
        attached.withinASecond(() -> attached.granted(ADMIN));
    }

    @Test
    void anotherSecretThereIsFollowed() {
        var other = new KeyAndSecret(ADMIN.key(), "cs_" + "9".repeat(40));
        attached.run(
                "UPDATE %s SET consumer_secret = '%s' WHERE key_id = 1"
                        .formatted(TABLE, other.secret()));
        attached.withinASecond(() -> attached.granted(other));
        assertThat(attached.granted(ADMIN)).isFalse();
    }

    @Test
    void aKeyMadeHereStandsInTheShopsTableAndWorksInBoth() {
        NewAndRow made = create(KeyTerms.of(2, "Nächtlich", READ).withScopes(Set.of(Scope.KEYS)));
        assertThat(made.row()).isEqualTo("7|2|Nächtlich|read|" + made.truncated());
        attached.door.refresh();
        assertThat(attached.granted(made.pair())).isTrue();
        attached.keys.refresh();
        assertThat(attached.keys.keys().find(7).orElseThrow().terms().narrowedTo())
                .containsExactly(Scope.KEYS);
        attached.maker().change(7, t -> t.withPermission(READ_WRITE).withUserId(1), Actor.OPERATOR);
        assertThat(row(made.pair().key())).startsWith("7|1|Nächtlich|read_write|");
        attached.maker().revoke(7, Actor.OPERATOR);
        assertThat(row(made.pair().key())).isEmpty();
        attached.door.refresh();
        assertThat(attached.rejected(made.pair(), Reason.KEY_REVOKED)).isTrue();
    }

    private record NewAndRow(KeyAndSecret pair, String truncated, String row) {}

    private NewAndRow create(KeyTerms terms) {
        var made = attached.create(terms);
        String secret =
                attached.text(
                        "SELECT consumer_secret FROM "
                                + TABLE
                                + " WHERE key_id = "
                                + made.key().id());
        assertThat(secret).isEqualTo(made.consumerSecret());
        return new NewAndRow(pair(made), made.key().truncatedKey(), row(made.consumerKey()));
    }

    private String row(String key) {
        return attached.text(
                """
                SELECT CONCAT_WS('|', key_id, user_id, description, permissions, truncated_key)
                FROM %s WHERE consumer_key = '%s'"""
                        .formatted(TABLE, KeyHash.of(key)));
    }

    @Test
    void aRolledKeyGetsARowOfItsOwnThereAndTheOldOneGoesWhenItEnds() {
        var rolled =
                (KeyOutcome.Rolled)
                        attached.maker()
                                .roll(4, new Overlap.For(Duration.ofDays(1)), Actor.OPERATOR);
        var fresh = pair(rolled.made());
        assertThat(row(fresh.key())).startsWith("7|2|manager_rw|read_write|");
        attached.door.refresh();
        assertThat(attached.granted(fresh)).isTrue();
        assertThat(attached.granted(MANAGER)).isTrue();
        attached.maker().act(4, KeyAct.END_OVERLAP, Actor.OPERATOR);
        assertThat(row(MANAGER.key())).isEmpty();
        attached.keys.refresh();
        attached.door.refresh();
        assertThat(attached.granted(MANAGER)).isFalse();
        assertThat(attached.keys.keys().find(4).orElseThrow().revokedAt()).isNull();
    }

    @Test
    void aKeyOfSomebodyNewToUsWorksAtOnce() {
        attached.run(
                """
                INSERT INTO wp_users (ID, user_login, display_name)
                VALUES (90, 'zoe', 'Zoë')""",
                """
                INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
                VALUES (90, 'wp_capabilities', 'a:1:{s:12:"shop_manager";b:1;}')""");
        var made = pair(attached.create(KeyTerms.of(90, "Zoë's", READ)));
        attached.door.refresh();
        assertThat(mayManage(made)).isTrue();
        assertThat(attached.maker().create(KeyTerms.of(91, "nobody's", READ), Actor.OPERATOR))
                .isInstanceOf(Keys.Creation.Refused.class);
    }

    @Test
    void whatCustomRolesAndUsersThemselvesMayDoIsFollowed() {
        String roles = attached.text("SELECT option_value FROM wp_options WHERE option_id = 102");
        String more =
                """
                s:11:"cart_keeper";a:2:{s:4:"name";s:11:"Cart keeper";\
                s:12:"capabilities";a:1:{s:18:"manage_woocommerce";b:1;}}}""";
        setRoles(roles.replaceFirst("a:7:", "a:8:").replaceAll("\\}$", more));
        setCapabilities(3, "a:1:{s:11:\"cart_keeper\";b:1;}");
        attached.withinASecond(() -> mayManage(ALICE));
        setRoles(roles);
        attached.withinASecond(() -> !mayManage(ALICE));
        setCapabilities(3, "a:1:{s:18:\"manage_woocommerce\";b:1;}");
        attached.withinASecond(() -> mayManage(ALICE));
        setCapabilities(3, "a:2:{s:12:\"shop_manager\";b:1;s:18:\"manage_woocommerce\";b:0;}");
        attached.withinASecond(() -> !mayManage(ALICE));
        assertThat(attached.granted(ALICE)).isTrue();
    }

    private void setRoles(String serialized) {
        attached.run(
                "UPDATE wp_options SET option_value = '%s' WHERE option_id = 102"
                        .formatted(serialized.replace("'", "''")));
    }

    private void setCapabilities(long user, String serialized) {
        attached.run(
                """
                UPDATE wp_usermeta SET meta_value = '%s'
                WHERE user_id = %d AND meta_key = 'wp_capabilities'"""
                        .formatted(serialized, user));
    }

    @Test
    void aKeyWhoseOwnerIsRemovedIsNobodysAlsoOfTheAdministratorWeBegunWith() {
        attached.run("DELETE FROM wp_users WHERE ID IN (1, 3)");
        attached.withinASecond(() -> attached.rejected(ADMIN, Reason.OWNER_GONE));
        attached.withinASecond(() -> attached.rejected(ALICE, Reason.OWNER_GONE));
        assertThat(attached.own.users().find(1)).isEmpty();
        attached.run("UPDATE " + TABLE + " SET user_id = 2 WHERE key_id = 1");
        attached.withinASecond(() -> attached.granted(ADMIN));
    }

    @Test
    void anOwnerWhoIsPutBackHasHerKeysAgainButThoseThatSomebodyDisabledMeanwhile() {
        attached.run(
                "CREATE TABLE kept SELECT * FROM wp_users",
                "DELETE FROM wp_users WHERE ID IN (2, 3)");
        attached.withinASecond(() -> attached.rejected(ALICE, Reason.OWNER_GONE));
        attached.withinASecond(() -> attached.rejected(MANAGER, Reason.OWNER_GONE));
        attached.maker().act(4, KeyAct.DISABLE, Actor.OPERATOR);
        attached.run("INSERT INTO wp_users SELECT * FROM kept WHERE ID IN (2, 3)");
        attached.withinASecond(() -> attached.granted(ALICE));
        attached.withinASecond(() -> attached.rejected(MANAGER, Reason.KEY_DISABLED));
        assertThat(acts(5)).last().isEqualTo("KEY_ENABLED woocommerce");
    }

    @Test
    void anOwnerWhoIsBackBeforeHerKeysAreDoesNotReviveThem() {
        attached.run(
                "CREATE TABLE kept SELECT * FROM wp_users", "DELETE FROM wp_users WHERE ID = 3");
        attached.withinASecond(() -> attached.rejected(ALICE, Reason.OWNER_GONE));
        attached.run("DELETE FROM " + TABLE + " WHERE key_id = 5");
        attached.withinASecond(() -> attached.rejected(ALICE, Reason.KEY_REVOKED));
        attached.run("INSERT INTO wp_users SELECT * FROM kept WHERE ID = 3");
        attached.keys.refresh();
        attached.door.refresh();
        assertThat(attached.rejected(ALICE, Reason.KEY_REVOKED)).isTrue();
    }

    @Test
    void settingsAreFollowed() {
        attached.run(
                "UPDATE wp_options SET option_value = 'JPY'"
                        + " WHERE option_name = 'woocommerce_currency'",
                "UPDATE wp_options SET option_value = '0'"
                        + " WHERE option_name = 'woocommerce_price_num_decimals'");
        attached.withinASecond(
                () -> attached.own.shop().settings().currency().code().equals("JPY"));
        assertThat(attached.own.shop().settings().currency().minorUnit()).isZero();
    }

    @Test
    void accountsOfTheirOwnersAreReadInOneGo() {
        attached.run(
                "INSERT INTO wp_usermeta (user_id, meta_key, meta_value)"
                        + " VALUES (4, 'billing_first_name', 'Bobby')");
        var accounts = attached.keys.accounts().of(Set.of(0L, 3L, 4L, 99L));
        assertThat(accounts.keySet()).containsExactlyInAnyOrder(3L, 4L);
        assertThat(accounts)
                .extractingByKey(3L)
                .isEqualTo(new Account("alice@example.com", "Alice", "Anders"));
        assertThat(accounts).extractingByKey(4L).hasFieldOrPropertyWithValue("firstName", "Bobby");
        assertThat(attached.keys.accounts().known(3)).isTrue();
        assertThat(attached.keys.accounts().known(99)).isFalse();
        assertThat(attached.keys.accounts().of(Set.of())).isEqualTo(Map.of());
    }

    @Test
    void theShopsUsersAreListedAsTheyAre() {
        var users = attached.keys.users();
        assertThat(users.findByLogin("ALICE").orElseThrow().id()).isEqualTo(3);
        assertThat(users.list(2, 2)).extracting(u -> u.login()).containsExactly("alice", "bob");
        assertThat(users.find(4).orElseThrow().passwordHash()).startsWith("$P$");
        assertThat(users.find(99)).isEmpty();
        assertThat(attached.own.users().find(3).orElseThrow().passwordHash()).isNull();
    }

    @Test
    void lookingAgainWithoutAChangeWritesNothing() {
        long keys = attached.own.keys().revision();
        long users = attached.own.users().revision();
        long shop = attached.own.shop().revision();
        for (int i = 0; i < 5; i++) {
            attached.keys.refresh();
        }
        assertThat(attached.own.keys().revision()).isEqualTo(keys);
        assertThat(attached.own.users().revision()).isEqualTo(users);
        assertThat(attached.own.shop().revision()).isEqualTo(shop);
    }
}
