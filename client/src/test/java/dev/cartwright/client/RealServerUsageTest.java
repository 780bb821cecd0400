package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the real server tells of a key's use and worth.
@Timeout(600)
class RealServerUsageTest {
    @TempDir private static Path directory;

    private static ServerProcess server;
    private static Credentials managing;
    private static Keys keys;

    @BeforeAll
    static void start() throws IOException {
        server = new ServerProcess(directory);
        managing = server.createKey("read_write");
        keys = with(managing).keys();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static CartwrightClient with(Credentials pair) {
        return CartwrightClient.at(server.url()).credentials(pair).build();
    }

    @Test
    void usageTellsEachCall() {
        NewKey made = keys.create(KeyDraft.describedAs("used"));
        CartwrightClient user =
                CartwrightClient.at(server.url())
                        .credentials(made.credentials())
                        .userAgent("dashboard/2.1")
                        .build();
        user.sessions().list(SessionQuery.all().perPage(1));
        user.sessions().list(SessionQuery.all().perPage(2));
        var _ =
                catchThrowableOfType(
                        NotFoundException.class, () -> user.sessions().get("nosuchcart"));
        KeyUsage usage = keys.usage(made.key().id(), 7);
        assertThat(usage.keyId()).isEqualTo(made.key().id());
        assertThat(usage.calls()).isEqualTo(3);
        assertThat(usage.errors()).isEqualTo(1);
        assertThat(usage.callsLastHour()).isEqualTo(3);
        assertThat(usage.lastClient()).contains("dashboard/2.1");
        assertThat(usage.lastAddress()).contains("127.0.0.1");
        assertThat(usage.lastUsed().orElseThrow()).isAfter(Instant.now().minusSeconds(60));
        assertThat(usage.since()).isPresent();
        LocalDate today = LocalDate.ofInstant(usage.lastUsed().orElseThrow(), ZoneOffset.UTC);
        assertThat(usage.byDay()).contains(new KeyUsage.Day(today, 3, 1));
        assertThat(usage.byRoute())
                .contains(
                        new KeyUsage.Route("GET", "/cocart/v2/sessions", 2, 0),
                        new KeyUsage.Route("GET", "/cocart/v2/session/{key}", 1, 1));
        assertThat(usage.byStatus())
                .contains(new KeyUsage.StatusCount(200, 2), new KeyUsage.StatusCount(404, 1));
        KeyUsage.RecentCall newest = usage.recent().getFirst();
        assertThat(usage.recent()).hasSize(3);
        assertThat(newest.status()).isEqualTo(404);
        assertThat(newest.client()).isEqualTo("dashboard/2.1");
        assertThat(newest.requestId()).isNotEmpty();
        assertThat(newest.at()).isPresent();
    }

    @Test
    void whoamiTellsWhoWhatAndHowMuch() {
        NewKey made =
                keys.create(
                        KeyDraft.describedAs("limited")
                                .permission(Permission.READ_WRITE)
                                .scopes("sessions")
                                .rateLimit(100));
        WhoAmI me = with(made.credentials()).whoami();
        assertThat(me.key().id()).isEqualTo(made.key().id());
        assertThat(me.userId()).isEqualTo(1);
        assertThat(me.login()).isEqualTo("admin");
        assertThat(me.permissions()).isEqualTo("read_write");
        assertThat(me.scopes()).containsExactly("sessions");
        assertThat(me.canManage()).isTrue();
        WhoAmI.RateLimit limit = me.limit().orElseThrow();
        assertThat(limit.calls()).isEqualTo(100);
        assertThat(limit.remaining()).isEqualTo(99);
        assertThat(limit.window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limit.reset()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
        assertThat(me.serverTime().orElseThrow())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(me.clockDifference().orElseThrow().abs()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void whoamiTellsAWrongClock() {
        InstantSource slow = InstantSource.offset(InstantSource.system(), Duration.ofHours(-1));
        WhoAmI me =
                CartwrightClient.at(server.url())
                        .credentials(managing)
                        .clock(slow)
                        .build()
                        .whoami();
        assertThat(me.clockDifference().orElseThrow())
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }

    @Test
    void whoamiHelpsWhoeverIsRefused() {
        for (Credentials wrong :
                List.of(
                        new Credentials("ck_nobody", "cs_x"),
                        new Credentials(managing.key(), "cs_wrong"))) {
            var refused =
                    catchThrowableOfType(UnauthorizedException.class, () -> with(wrong).whoami());
            assertThat(refused.reason()).contains("credentials_invalid");
            assertThat(refused.hint().orElseThrow()).contains("ck_");
            assertThat(refused.code()).isEqualTo("woocommerce_rest_authentication_error");
        }
    }
}
