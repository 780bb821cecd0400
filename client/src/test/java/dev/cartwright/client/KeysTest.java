package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cartwright.client.FakeServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the calls about keys send, and what they make of the answers.
class KeysTest {
    private static final String KEY =
            """
            {"key_id":3,"user_id":1,"description":"Dashboard","permissions":"read_write",
             "truncated_key":"1234567","status":"disabled","status_reason":"exposed",
             "scopes":["sessions","keys"],"allowed_ips":["10.0.0.0/8"],"rate_limit":60,
             "created":"2026-11-01T10:00:00Z","last_access":null,"expires":"2027-01-01T00:00:00Z",
             "disabled":"2026-11-02T10:00:00Z","revoked":null,"rolled_to":4,"rolled_from":null,
             "ends_when_silent_hours":null,"of_tomorrow":[1]""";
    private static final String ONE = KEY + "}";
    private static final String MADE =
            KEY
                    + ",\"consumer_key\":\"ck_new\",\"consumer_secret\":\"cs_new\",\"previous\":"
                    + ONE
                    + "}";

    private static FakeServer.Seen sent(String answer, Consumer<Keys> call) {
        try (var server = FakeServer.inTurn(Reply.json(200, answer))) {
            call.accept(server.client().build().keys());
            return server.only();
        }
    }

    private static void assertSends(String wanted, Consumer<Keys> call) {
        FakeServer.Seen seen = sent(ONE, call);
        String target = seen.target().replace("/wp-json/cocart/v2/", "");
        assertThat((seen.method() + " " + target + " " + seen.body()).strip()).isEqualTo(wanted);
    }

    @Test
    void everyActHasItsAddressAndBody() {
        assertSends("GET keys/3", keys -> keys.get(3));
        assertSends("POST keys/3/end", keys -> keys.end(3));
        assertSends("POST keys/3/disable", keys -> keys.disable(3));
        assertSends("POST keys/3/enable", keys -> keys.enable(3));
        assertSends("POST keys/3/enable {\"force\":true}", keys -> keys.enableExposed(3));
        assertSends(
                "POST keys/3/expose {\"source\":\"a ticket\"}", keys -> keys.expose(3, "a ticket"));
        assertSends("DELETE keys/3", keys -> keys.revoke(3));
        assertSends("GET keys/3/usage?days=30", keys -> keys.usage(3, 30));
        assertSends(
                "PATCH keys/3 {\"description\":\"New\",\"expires\":null,\"scopes\":[\"keys\"]}",
                keys ->
                        keys.update(
                                3,
                                KeyChange.nothing()
                                        .description("New")
                                        .expiresNever()
                                        .scopes("keys")));
    }

    @Test
    void makingAndRollingSendWhatWasSaid() {
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        FakeServer.Seen made =
                sent(
                        MADE,
                        keys ->
                                keys.create(
                                        KeyDraft.describedAs("<b>Ünïcode</b>")
                                                .permission(Permission.READ_WRITE)
                                                .userId(2)
                                                .allowedIps("10.0.0.0/8", "2001:db8::/32")
                                                .expires(end)
                                                .rateLimit(60)));
        assertThat(made.method()).isEqualTo("POST");
        assertThat(made.headers()).containsEntry("Content-Type", "application/json");
        assertThat(made.body())
                .isEqualTo(
                        "{\"description\":\"<b>Ünïcode</b>\",\"permissions\":\"read_write\",\"user_id\":2,"
                                + "\"allowed_ips\":[\"10.0.0.0/8\",\"2001:db8::/32\"],"
                                + "\"expires\":\"2027-01-01T00:00:00Z\",\"rate_limit\":60}");
        assertThat(sent(MADE, keys -> keys.roll(3, Overlap.of(Duration.ofHours(24)))).body())
                .isEqualTo("{\"overlap\":86400}");
        assertThat(sent(MADE, keys -> keys.roll(3, Overlap.untilSilentFor(6))).body())
                .isEqualTo("{\"until_silent_hours\":6}");
    }

    @Test
    void anOverlapBeyondItsBoundsIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> Overlap.of(Duration.ofDays(31))).hasMessageContaining("30 days");
        assertThatThrownBy(() -> Overlap.of(Duration.ofSeconds(-1))).hasMessageContaining("30");
        assertThatThrownBy(() -> Overlap.untilSilentFor(0)).hasMessageContaining("720");
    }

    @Test
    void aKeyIsReadWithAllItHas() {
        try (var server = FakeServer.inTurn(Reply.json(200, ONE))) {
            ConsumerKey key = server.client().build().keys().get(3);
            assertThat(key.id()).isEqualTo(3);
            assertThat(key.status()).isEqualTo("disabled");
            assertThat(key.statusReason()).contains("exposed");
            assertThat(key.usable()).isFalse();
            assertThat(key.scopes()).containsExactly("sessions", "keys");
            assertThat(key.allowedIps()).containsExactly("10.0.0.0/8");
            assertThat(key.rateLimit()).hasValue(60);
            assertThat(key.created()).contains(Instant.parse("2026-11-01T10:00:00Z"));
            assertThat(key.lastAccess()).isEmpty();
            assertThat(key.rolledTo()).contains(4L);
            assertThat(key.rolledFrom()).isEmpty();
            assertThat(key.raw().has("of_tomorrow")).isTrue();
        }
    }

    @Test
    void theSecretOfANewKeyIsInItsCredentialsAndNowhereElse() {
        try (var server = FakeServer.inTurn(Reply.json(201, MADE))) {
            NewKey made = server.client().build().keys().create(KeyDraft.describedAs("x"));
            assertThat(made.credentials()).isEqualTo(new Credentials("ck_new", "cs_new"));
            assertThat(made.toString()).doesNotContain("ck_new", "cs_new");
            assertThat(made.key().raw().json()).doesNotContain("cs_new");
            assertThat(made.previous().orElseThrow().id()).isEqualTo(3);
        }
    }

    @Test
    void anAnswerWithoutASecretIsNoNewKey() {
        try (var server = FakeServer.inTurn(Reply.json(201, ONE))) {
            Keys keys = server.client().build().keys();
            var failure =
                    catchThrowableOfType(
                            UnreadableAnswerException.class,
                            () -> keys.create(KeyDraft.describedAs("x")));
            assertThat(failure.maybeDone()).isTrue();
        }
    }

    @Test
    void usageIsReadDownToTheRecentCalls() {
        String answer =
                """
                {"key_id":3,"calls":9,"errors":1,"calls_last_hour":2,
                 "last_used":"2026-11-01T10:00:00Z","last_address":"10.0.0.1","last_client":"curl/8",
                 "since":"2026-10-01T00:00:00Z","by_day":[{"day":"2026-11-01","calls":9,"errors":1}],
                 "by_route":[{"method":"GET","route":"/cocart/v2/session/{key}","calls":9,"errors":1}],
                 "by_status":[{"status":200,"calls":8}],
                 "recent":[{"at":"2026-11-01T10:00:00Z","method":"GET","route":"/r","status":404,
                            "micros":812,"address":"10.0.0.1","client":"curl/8","request_id":"ab"}]}
                """;
        try (var server = FakeServer.inTurn(Reply.json(200, answer))) {
            KeyUsage usage = server.client().build().keys().usage(3, 7);
            assertThat(usage.calls()).isEqualTo(9);
            assertThat(usage.callsLastHour()).isEqualTo(2);
            assertThat(usage.lastClient()).contains("curl/8");
            assertThat(usage.byDay())
                    .containsExactly(new KeyUsage.Day(LocalDate.of(2026, 11, 1), 9, 1));
            assertThat(usage.byRoute().getFirst().route()).contains("{key}");
            assertThat(usage.byStatus()).containsExactly(new KeyUsage.StatusCount(200, 8));
            assertThat(usage.recent().getFirst().status()).isEqualTo(404);
            assertThat(usage.recent().getFirst().raw().number("micros")).contains(812L);
        }
    }

    @Test
    void whoamiTellsKeyOwnerLimitAndClocks() {
        String answer =
                ("{\"authenticated\":true,\"key\":%s,\"user\":{\"id\":1,\"login\":\"admin\"},"
                                + "\"permissions\":\"read\",\"scopes\":[\"sessions\"],\"can_manage\":true,"
                                + "\"limit\":{\"limit\":600,\"remaining\":599,\"reset\":60,\"window\":60},"
                                + "\"server_time\":\"2026-11-01T10:00:00Z\",\"clock_difference\":-3}")
                        .formatted(ONE);
        try (var server = FakeServer.inTurn(Reply.json(200, answer))) {
            WhoAmI me = server.client().build().whoami();
            assertThat(server.only().target()).isEqualTo("/wp-json/cocart/v2/whoami");
            assertThat(server.only().headers()).containsKey("Date");
            assertThat(me.key().id()).isEqualTo(3);
            assertThat(me.login()).isEqualTo("admin");
            assertThat(me.canManage()).isTrue();
            assertThat(me.limit().orElseThrow().remaining()).isEqualTo(599);
            assertThat(me.clockDifference()).contains(Duration.ofSeconds(-3));
        }
    }

    @Test
    void whoamiPassesTheDiagnosisOn() {
        String answer =
                "{\"code\":\"woocommerce_rest_cannot_view\",\"message\":\"No.\",\"data\":"
                        + "{\"status\":401,\"reason\":\"tls_required\",\"hint\":\"Use https.\"}}";
        try (var server = FakeServer.inTurn(Reply.json(401, answer))) {
            CartwrightClient client = server.client().build();
            var refused = catchThrowableOfType(UnauthorizedException.class, client::whoami);
            assertThat(refused.reason()).contains("tls_required");
            assertThat(refused.hint()).contains("Use https.");
        }
    }
}
