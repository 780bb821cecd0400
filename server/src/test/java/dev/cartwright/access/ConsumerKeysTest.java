package dev.cartwright.access;

import static dev.cartwright.access.Permission.READ;
import static dev.cartwright.access.Permission.READ_WRITE;
import static dev.cartwright.access.Permission.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.Soon;
import dev.cartwright.access.Authentication.Anonymous;
import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Authentication.Incomplete;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authentication.Rejected;
import dev.cartwright.access.Credentials.InClear;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.Credentials.None;
import dev.cartwright.access.Credentials.OAuth;
import dev.cartwright.access.Credentials.OAuth.Parameter;
import dev.cartwright.event.Actor;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumerKeysTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String URL = "http://127.0.0.1:8088/wp-json/cocart/v2/sessions";
    private static final String SECRET = "cs_16519062ff5a88275eb56fcdbc87d9f5d34fb87a";

    private final InstantSource clock = InstantSource.fixed(NOW);
    private final InMemoryConsumerKeyStore store = new InMemoryConsumerKeyStore(clock);
    private final InMemoryUserStore users = new InMemoryUserStore();
    private final SecretSealing sealing = TestSealing.sealing();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final ConsumerKeys keys =
            new ConsumerKeys(store, users, sealing, new SecureRandom(), clock, failures::add);

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void itIsKnownWhenTheStoresLastAnswered() {
        assertThat(keys.refreshedAt()).isEqualTo(Instant.MIN);
        keys.refresh();
        assertThat(keys.refreshedAt()).isEqualTo(NOW);
    }

    @Test
    void nothingPresentedIsAnonymous() {
        assertThat(decide(new None(), READ, "")).isEqualTo(new Anonymous());
    }

    @Test
    void aCredentialOverClearHttpIsNotLookedAt() {
        assertThat(decide(new InClear(), READ, "")).isEqualTo(new Rejected(Reason.TLS_REQUIRED));
    }

    @Test
    void aKeyAllowsWhatThePermissionTableSays() {
        record Row(@Nullable Permission has, Permission wanted, @Nullable Reason refusal) {}
        var table =
                List.of(
                        new Row(READ, READ, null),
                        new Row(READ, WRITE, Reason.MAY_NOT_WRITE),
                        new Row(WRITE, READ, Reason.MAY_NOT_READ),
                        new Row(WRITE, WRITE, null),
                        new Row(READ_WRITE, READ, null),
                        new Row(READ_WRITE, WRITE, null),
                        new Row(null, READ, Reason.KEY_DISABLED),
                        new Row(null, WRITE, Reason.KEY_DISABLED));
        for (Row row : table) {
            add("ck_" + row, 1, row.has);
        }
        keys.refresh();
        for (Row row : table) {
            Authentication verdict = decide(new KeyAndSecret("ck_" + row, SECRET), row.wanted, "");
            if (row.refusal == null) {
                assertThat(verdict).as(row.toString()).isInstanceOf(Granted.class);
            } else {
                assertThat(verdict).as(row.toString()).isEqualTo(new Rejected(row.refusal));
            }
        }
    }

    @Test
    void theCallerIsTheKeysOwnerWithWhatHerRolesAndSheHerselfMayDo() {
        users.importAll(
                List.of(
                        user(7, List.of("shop_manager", "no such role"), Map.of()),
                        user(8, List.of("subscriber"), Map.of("manage_woocommerce", true)),
                        user(9, List.of("administrator"), Map.of("manage_woocommerce", false)),
                        user(10, List.of(), Map.of())),
                Actor.IMPORT);
        ConsumerKey key = add("ck_7", 7, READ);
        add("ck_8", 8, READ);
        add("ck_9", 9, READ);
        add("ck_10", 10, READ);
        keys.refresh();

        Principal manager = granted("ck_7");
        assertThat(manager.userId()).isEqualTo(7);
        assertThat(manager.keyId()).isEqualTo(key.id());
        assertThat(manager.permission()).isEqualTo(READ);
        assertThat(manager.can(Capability.MANAGE_WOOCOMMERCE)).isTrue();
        assertThat(granted("ck_8").can(Capability.MANAGE_WOOCOMMERCE)).isTrue();
        assertThat(granted("ck_9").can(Capability.MANAGE_WOOCOMMERCE)).isFalse();
        assertThat(granted("ck_9").can(new Capability("read"))).isTrue();
        assertThat(granted("ck_10").capabilities()).isEmpty();
    }

    @Test
    void anUnknownKeyAndAWrongSecretAreAnsweredTheSame() {
        add("ck_known", 1, READ_WRITE);
        keys.refresh();
        var wrong = new Rejected(Reason.WRONG_CREDENTIALS);
        assertThat(basic("ck_unknown", SECRET)).isEqualTo(wrong);
        assertThat(basic("ck_known", SECRET + "x")).isEqualTo(wrong);
        assertThat(basic("ck_known", SECRET + " ")).isEqualTo(wrong);
        assertThat(basic("ck_known", "")).isEqualTo(wrong);
        assertThat(basic("", "")).isEqualTo(wrong);
        assertThat(basic("CK_KNOWN", SECRET)).isEqualTo(wrong);
    }

    @Test
    void whiteSpaceAroundTheKeyIsAccepted() {
        add("ck_known", 1, READ);
        keys.refresh();
        assertThat(basic(" ck_known ", SECRET)).isInstanceOf(Granted.class);
    }

    @Test
    void anImportedSecretThatLooksLikeOursNeedsNoChecksum() {
        String foreign = "cs_" + "z".repeat(40);
        add("ck_foreign", 1, READ, foreign);
        keys.refresh();
        assertThat(Checksum.fits(foreign)).isFalse();
        assertThat(basic("ck_foreign", foreign)).isInstanceOf(Granted.class);
    }

    @Test
    void theReasonIsSaidOnlyWhenTheSecretWasRight() {
        add("ck_disabled", 1, null);
        add("ck_orphan", 99, READ);
        store.revoke(add("ck_revoked", 1, READ).id(), Actor.OPERATOR);
        keys.refresh();
        Map<String, Reason> reasons =
                Map.of(
                        "ck_disabled", Reason.KEY_DISABLED,
                        "ck_orphan", Reason.OWNER_GONE,
                        "ck_revoked", Reason.KEY_REVOKED);
        reasons.forEach(
                (key, reason) -> {
                    assertThat(basic(key, SECRET)).isEqualTo(new Rejected(reason));
                    assertThat(basic(key, "wrong"))
                            .isEqualTo(new Rejected(Reason.WRONG_CREDENTIALS));
                });
    }

    @Test
    void aKeySealedWithALostKeyFileIsAnsweredAsAWrongSecret() throws GeneralSecurityException {
        var lost = new SecretSealing(TestSealing.keyFile(TestSealing.TWO), new SecureRandom());
        store.create(key("ck_lost", 1, READ, lost.seal(SECRET)), Actor.OPERATOR);
        keys.refresh();
        var wrong = new Rejected(Reason.WRONG_CREDENTIALS);
        assertThat(basic("ck_lost", SECRET)).isEqualTo(wrong);
        assertThat(decide(signed("ck_lost", "n", NOW), READ, "")).isEqualTo(wrong);
    }

    @Test
    void aSignedRequestIsAcceptedOnceByEitherMethod() throws GeneralSecurityException {
        add("ck_known", 1, READ);
        keys.refresh();
        for (String method : List.of("HMAC-SHA1", "HMAC-SHA256")) {
            OAuth request = signed("ck_known", method, NOW, method);
            assertThat(decide(request, READ, "")).isInstanceOf(Granted.class);
            assertThat(decide(request, READ, "")).isEqualTo(new Rejected(Reason.NONCE_USED));
        }
    }

    @Test
    void aTimeStampFarOffIsToldWhenTheSignatureWasRight() throws GeneralSecurityException {
        add("ck_known", 1, READ);
        keys.refresh();
        for (long seconds : new long[] {-901, 901}) {
            assertThat(decide(signed("ck_known", "n", NOW.plusSeconds(seconds)), READ, ""))
                    .isEqualTo(new Rejected(Reason.TIMESTAMP_OUT_OF_RANGE));
        }
        assertThat(decide(signed("ck_none", "n", NOW.minusSeconds(9_999)), READ, ""))
                .isEqualTo(new Rejected(Reason.WRONG_CREDENTIALS));
    }

    @Test
    void aSignatureThatWasWrongUsesNoNonceUp() throws GeneralSecurityException {
        add("ck_known", 1, READ);
        keys.refresh();
        OAuth right = signed("ck_known", "n", NOW);
        var forged = new HashMap<>(right.oauth());
        forged.put("oauth_signature", "AAAA");
        var wrong = new OAuth("GET", URL, right.parameters(), forged);
        assertThat(decide(wrong, READ, "")).isEqualTo(new Rejected(Reason.WRONG_CREDENTIALS));
        assertThat(decide(right, READ, "")).isInstanceOf(Granted.class);
    }

    @Test
    void missingParametersAreNamedInWooCommercesOrder() {
        assertThat(decide(oauth(Map.of("oauth_nonce", "n")), READ, ""))
                .isEqualTo(
                        new Incomplete(
                                List.of(
                                        "oauth_consumer_key",
                                        "oauth_timestamp",
                                        "oauth_signature",
                                        "oauth_signature_method")));
        assertThat(decide(oauth(Map.of("oauth_nonce", "")), READ, "")).isEqualTo(new Anonymous());
        assertThat(decide(oauth(Map.of("oauth_version", "1.0")), READ, ""))
                .isEqualTo(new Anonymous());
    }

    /// Else the answer would tell which keys there are.
    @Test
    void anUnsupportedMethodIsToldForAnyKey() throws GeneralSecurityException {
        add("ck_known", 1, READ);
        keys.refresh();
        for (String key : List.of("ck_known", "ck_unknown")) {
            var parameters = new HashMap<>(signed(key, "n", NOW).oauth());
            parameters.put("oauth_signature_method", "PLAINTEXT");
            assertThat(decide(oauth(parameters), READ, ""))
                    .isEqualTo(new Rejected(Reason.UNSUPPORTED_SIGNATURE_METHOD));
        }
    }

    @Test
    void aTimeStampThatIsNoNumberIsOutOfRange() throws GeneralSecurityException {
        add("ck_known", 1, READ);
        keys.refresh();
        OAuth request = signed("ck_known", "HMAC-SHA256", "soon", "n");
        assertThat(decide(request, READ, ""))
                .isEqualTo(new Rejected(Reason.TIMESTAMP_OUT_OF_RANGE));
    }

    @Test
    void changesAreSeenWithinASecondAfterStart() {
        keys.start();
        ConsumerKey key = add("ck_late", 1, READ);
        Soon.await("followed", () -> basic("ck_late", SECRET) instanceof Granted);
        store.revoke(key.id(), Actor.OPERATOR);
        Soon.await(
                "followed",
                () -> basic("ck_late", SECRET).equals(new Rejected(Reason.KEY_REVOKED)));
        add("ck_orphan", 2, READ);
        Soon.await(
                "followed",
                () -> basic("ck_orphan", SECRET).equals(new Rejected(Reason.OWNER_GONE)));
        users.create(new UserStore.NewUser("new", "", "New", List.of("editor")), Actor.OPERATOR);
        Soon.await("followed", () -> basic("ck_orphan", SECRET) instanceof Granted);
        var names = new AtomicInteger();
        Soon.quickest(
                Duration.ofSeconds(1),
                () -> {
                    String name = "ck_" + names.incrementAndGet();
                    add(name, 1, READ);
                    return name;
                },
                name -> basic(name, SECRET) instanceof Granted);
        assertThat(failures).isEmpty();
    }

    @Test
    void aFailingStoreIsReportedAndTheKeysKnownSoFarStay() {
        add("ck_known", 1, READ);
        var failing = new FailingUserStore(users);
        try (var fragile =
                new ConsumerKeys(
                        store, failing, sealing, new SecureRandom(), clock, failures::add)) {
            fragile.start();
            failing.fail = true;
            Soon.await("followed", () -> !failures.isEmpty());
            var pair = new KeyAndSecret("ck_known", SECRET);
            assertThat(fragile.authenticate(pair, READ, "")).isInstanceOf(Granted.class);
            failing.fail = false;
            add("ck_late", 1, READ);
            var late = new KeyAndSecret("ck_late", SECRET);
            Soon.await("followed", () -> fragile.authenticate(late, READ, "") instanceof Granted);
        }
    }

    /// Without the number of the key, which only the log wants.
    private Authentication decide(Credentials credentials, Permission wanted, String address) {
        return bare(keys.authenticate(credentials, wanted, address));
    }

    static Authentication bare(Authentication verdict) {
        return verdict instanceof Rejected(var reason, _, _) ? new Rejected(reason) : verdict;
    }

    private Authentication basic(String key, String secret) {
        return decide(new KeyAndSecret(key, secret), READ, "");
    }

    private Principal granted(String key) {
        return ((Granted) basic(key, SECRET)).principal();
    }

    private ConsumerKey add(String key, long userId, @Nullable Permission permission) {
        return add(key, userId, permission, SECRET);
    }

    private ConsumerKey add(
            String key, long userId, @Nullable Permission permission, String secret) {
        return store.create(key(key, userId, permission, sealing.seal(secret)), Actor.OPERATOR);
    }

    private static ConsumerKey key(
            String key, long userId, @Nullable Permission permission, SealedSecret secret) {
        return new ConsumerKey(
                0,
                KeyTerms.of(userId, "test", permission),
                KeyHash.of(key),
                KeyHash.truncated(key),
                secret,
                NOW,
                null,
                KeyState.NEW);
    }

    private static User user(long id, List<String> roles, Map<String, Boolean> own) {
        return new User(id, "user" + id, "", "User " + id, null, roles, own);
    }

    private static OAuth signed(String key, String nonce, Instant at)
            throws GeneralSecurityException {
        return signed(key, "HMAC-SHA256", Long.toString(at.getEpochSecond()), nonce);
    }

    private static OAuth signed(String key, String method, Instant at, String nonce)
            throws GeneralSecurityException {
        return signed(key, method, Long.toString(at.getEpochSecond()), nonce);
    }

    private static OAuth signed(String key, String method, String timestamp, String nonce)
            throws GeneralSecurityException {
        var all = new TreeMap<String, String>(OAuthSignatureTest::compareBytes);
        all.put("oauth_consumer_key", key);
        all.put("oauth_timestamp", timestamp);
        all.put("oauth_nonce", nonce);
        all.put("oauth_signature_method", method);
        all.put("page", "2");
        String algorithm = method.equals("HMAC-SHA1") ? "HmacSHA1" : "HmacSHA256";
        String signature = OAuthSignatureTest.sign(all, SECRET, algorithm);
        all.remove("page");
        all.put("oauth_signature", signature);
        var parameters = new ArrayList<Parameter>();
        parameters.add(new Parameter("page", "2"));
        return new OAuth("GET", URL, parameters, all);
    }

    private static OAuth oauth(Map<String, String> parameters) {
        return new OAuth("GET", URL, List.of(), parameters);
    }
}
