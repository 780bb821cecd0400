package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Consumer keys by the client and the server it is made for.
@Timeout(600)
class RealServerKeysTest {
    private static final long NOBODY = 987_654;
    private static final KeyDraft DRAFT =
            KeyDraft.describedAs("draft").permission(Permission.READ_WRITE);

    @TempDir private static Path directory;

    private static ServerProcess server;
    private static Keys keys;

    @BeforeAll
    static void start() throws IOException {
        server = new ServerProcess(directory);
        keys = with(server.createKey("read_write")).keys();
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

    private static String reasonOfRefusal(Credentials pair) {
        return catchThrowableOfType(UnauthorizedException.class, () -> with(pair).whoami())
                .reason()
                .orElse("");
    }

    @Test
    void aMadeKeyWorksAndIsAsItWasWanted() {
        Instant end = Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        NewKey made =
                keys.create(
                        KeyDraft.describedAs("  <b>Ünïcode</b> 🛒 ")
                                .permission(Permission.READ)
                                .userId(1)
                                .scopes("sessions", "keys")
                                .allowedIps("127.0.0.0/8", "::1/128", "2001:db8::/32")
                                .expires(end)
                                .rateLimit(500));
        ConsumerKey key = keys.get(made.key().id());
        assertThat(key.description()).isEqualTo("<b>Ünïcode</b> 🛒");
        assertThat(key.permissions()).isEqualTo("read");
        assertThat(key.userId()).isEqualTo(1);
        assertThat(key.scopes()).containsExactly("sessions", "keys");
        assertThat(key.allowedIps()).hasSize(3).startsWith("127.0.0.0/8");
        assertThat(key.expires()).contains(end);
        assertThat(key.rateLimit()).hasValue(500);
        assertThat(key.status()).isEqualTo("active");
        assertThat(key.statusReason()).isEmpty();
        assertThat(key.usable()).isTrue();
        assertThat(key.lastAccess()).isEmpty();
        assertThat(key.created().orElseThrow()).isBetween(Instant.now().minusSeconds(60), end);
        assertThat(made.credentials().key()).startsWith("ck_").endsWith(key.truncatedKey());
        assertThat(made.previous()).isEmpty();
        assertThat(with(made.credentials()).whoami().key().id()).isEqualTo(key.id());
        assertThat(key.raw().json()).doesNotContain(made.credentials().secret());
    }

    @Test
    void whatIsNotSaidIsTheServersDefault() {
        ConsumerKey key = keys.create(KeyDraft.describedAs("plain")).key();
        assertThat(key.permissions()).isEqualTo("read");
        assertThat(key.userId()).isEqualTo(1);
        assertThat(key.scopes())
                .containsExactlyInAnyOrder("sessions", "keys", "statistics", "personal_data");
        assertThat(key.allowedIps()).isEmpty();
        assertThat(key.expires()).isEmpty();
        assertThat(key.rateLimit()).isEmpty();
        assertThat(key.rolledFrom()).isEmpty();
        assertThat(key.ends()).isEmpty();
    }

    @Test
    void aChangeTouchesOnlyWhatItSays() {
        Instant end = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        long id = keys.create(DRAFT.allowedIps("127.0.0.1").rateLimit(7).expires(end)).key().id();
        ConsumerKey narrowed =
                keys.update(id, KeyChange.nothing().description("other").scopes("sessions"));
        assertThat(narrowed.description()).isEqualTo("other");
        assertThat(narrowed.scopes()).containsExactly("sessions");
        assertThat(narrowed.rateLimit()).hasValue(7);
        assertThat(narrowed.allowedIps()).hasSize(1);
        assertThat(narrowed.permissions()).isEqualTo("read_write");
        assertThat(narrowed.expires()).contains(end);
        assertThat(narrowed.status()).isEqualTo("expiring");
        ConsumerKey wide =
                keys.update(
                        id,
                        KeyChange.nothing()
                                .allScopes()
                                .allowedFromEverywhere()
                                .expiresNever()
                                .defaultRateLimit()
                                .permission(Permission.WRITE));
        assertThat(wide.scopes()).hasSize(4);
        assertThat(wide.allowedIps()).isEmpty();
        assertThat(wide.expires()).isEmpty();
        assertThat(wide.rateLimit()).isEmpty();
        assertThat(wide.permissions()).isEqualTo("write");
        assertThat(wide.status()).isEqualTo("active");
        assertThat(keys.get(id).raw()).isEqualTo(wide.raw());
    }

    @Test
    void listsLeadOnAndStreamsHaveEveryKeyOnce() {
        String mark = "listed" + System.nanoTime();
        List<Long> made =
                IntStream.range(0, 7)
                        .mapToObj(i -> keys.create(KeyDraft.describedAs(mark + " " + i)))
                        .map(one -> one.key().id())
                        .toList();
        KeyQuery query = KeyQuery.all().search(mark.toUpperCase(Locale.ROOT)).perPage(3);
        Page<ConsumerKey> first = keys.list(query);
        assertThat(first.total()).hasValue(7);
        assertThat(first.pages()).hasValue(3);
        assertThat(first.hasPrevious()).isFalse();
        assertThat(first.elements()).extracting(ConsumerKey::id).startsWith(made.getLast());
        Page<ConsumerKey> last = first.next().orElseThrow().next().orElseThrow();
        assertThat(last.elements()).extracting(ConsumerKey::id).containsExactly(made.getFirst());
        assertThat(last.hasNext()).isFalse();
        assertThat(last.previous().orElseThrow().elements()).hasSize(3);
        assertThat(keys.stream(query).map(ConsumerKey::id))
                .containsExactlyElementsOf(made.reversed());
        keys.disable(made.get(3));
        assertThat(keys.stream(query.status("disabled").user(1)))
                .extracting(ConsumerKey::id)
                .containsExactly(made.get(3));
        assertThat(keys.stream(query.user(NOBODY))).isEmpty();
        assertThat(keys.list(query.page(99)).elements()).isEmpty();
    }

    @Test
    void aRolledKeyLivesBesideItsSuccessorUntilItIsEnded() {
        NewKey old = keys.create(DRAFT.rateLimit(900));
        NewKey rolled = keys.roll(old.key().id(), Overlap.of(Duration.ofHours(2)));
        ConsumerKey previous = rolled.previous().orElseThrow();
        assertThat(previous.id()).isEqualTo(old.key().id());
        assertThat(previous.status()).isEqualTo("expiring");
        assertThat(previous.statusReason()).contains("rolled");
        assertThat(previous.rolledTo()).contains(rolled.key().id());
        assertThat(previous.ends().orElseThrow())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(118)),
                        Instant.now().plus(Duration.ofMinutes(121)));
        assertThat(previous.endsWhenSilentHours()).isEmpty();
        assertThat(rolled.key().rolledFrom()).contains(old.key().id());
        assertThat(rolled.key().rateLimit()).hasValue(900);
        assertThat(rolled.key().description()).isEqualTo("draft");
        assertThat(with(old.credentials()).whoami().key().id()).isEqualTo(old.key().id());
        assertThat(with(rolled.credentials()).whoami().key().id()).isEqualTo(rolled.key().id());
        conflict("key_rolled", () -> keys.roll(old.key().id(), Overlap.of(Duration.ZERO)));
        ConsumerKey ended = keys.end(old.key().id());
        assertThat(ended.status()).isEqualTo("expired");
        assertThat(ended.statusReason()).contains("rolled");
        assertThat(ended.usable()).isFalse();
        assertThat(reasonOfRefusal(old.credentials())).isEqualTo("key_expired");
        conflict("key_not_rolled", () -> keys.end(rolled.key().id()));
    }

    @Test
    void aRolledKeyMayEndWhenItIsSilentOrAtOnce() {
        NewKey first = keys.create(DRAFT);
        NewKey second = keys.roll(first.key().id(), Overlap.untilSilentFor(6));
        assertThat(second.previous().orElseThrow().endsWhenSilentHours()).hasValue(6);
        assertThat(with(first.credentials()).whoami().canManage()).isTrue();
        keys.roll(second.key().id(), Overlap.of(Duration.ZERO));
        assertThat(reasonOfRefusal(second.credentials())).isEqualTo("key_expired");
    }

    @Test
    void aDisabledKeyIsRefusedUntilItIsEnabled() {
        NewKey made = keys.create(DRAFT);
        long id = made.key().id();
        ConsumerKey disabled = keys.disable(id);
        assertThat(disabled.status()).isEqualTo("disabled");
        assertThat(disabled.statusReason()).contains("by_hand");
        assertThat(disabled.disabled()).isPresent();
        assertThat(reasonOfRefusal(made.credentials())).isEqualTo("key_disabled");
        assertThat(keys.enable(id).status()).isEqualTo("active");
        assertThat(with(made.credentials()).whoami().key().disabled()).isEmpty();
    }

    @Test
    void anExposedKeyIsLetInAgainOnlyByForce() {
        NewKey made = keys.create(DRAFT);
        long id = made.key().id();
        assertThat(keys.expose(id, "a public repository").statusReason()).contains("exposed");
        assertThat(reasonOfRefusal(made.credentials())).isEqualTo("key_disabled");
        conflict("key_exposed", () -> keys.enable(id));
        assertThat(keys.enableExposed(id).usable()).isTrue();
        assertThat(with(made.credentials()).whoami().key().id()).isEqualTo(id);
    }

    @Test
    void aRevokedKeyIsGoneForGood() {
        NewKey made = keys.create(DRAFT);
        long id = made.key().id();
        Revocation revoked = keys.revoke(id);
        assertThat(revoked.self()).isFalse();
        assertThat(revoked.previous().status()).isEqualTo("active");
        assertThat(keys.get(id).status()).isEqualTo("revoked");
        assertThat(keys.get(id).revoked()).isPresent();
        assertThat(reasonOfRefusal(made.credentials())).isEqualTo("key_revoked");
        conflict("key_revoked", () -> keys.revoke(id));
        conflict("key_revoked", () -> keys.enable(id));
        conflict("key_revoked", () -> keys.roll(id, Overlap.untilSilentFor(1)));
        conflict("key_revoked", () -> keys.update(id, KeyChange.nothing().description("x")));
    }

    @Test
    void aKeyMayRevokeItselfAndIsTold() {
        NewKey made = keys.create(DRAFT);
        assertThat(with(made.credentials()).keys().revoke(made.key().id()).self()).isTrue();
        assertThat(reasonOfRefusal(made.credentials())).isEqualTo("key_revoked");
    }

    private static void conflict(String word, ThrowingCallable call) {
        var conflict = catchThrowableOfType(ConflictException.class, call);
        assertThat(conflict.code()).isEqualTo("cartwright_" + word);
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.requestId()).isPresent();
        assertThat(conflict.maybeDone()).isFalse();
    }

    @Test
    void aBadFieldIsNamedAndNothingIsMadeOrChanged() {
        long id = keys.create(DRAFT).key().id();
        var before = keys.get(id).raw();
        long number = keys.list(KeyQuery.all()).total().orElseThrow();
        var bad =
                Map.<String, Object>of(
                        "description", "x".repeat(201),
                        "permissions", "admin",
                        "scopes", List.of("everything"),
                        "allowed_ips", List.of("10.0.0.0/33"),
                        "expires", Instant.now().minusSeconds(60).toString(),
                        "rate_limit", 0L,
                        "user_id", NOBODY);
        bad.forEach(
                (name, value) -> {
                    names(name, () -> keys.create(DRAFT.with(name, value)));
                    names(name, () -> keys.update(id, KeyChange.nothing().with(name, value)));
                });
        names("description", () -> keys.create(KeyDraft.describedAs("two\nlines")));
        names("description", () -> keys.create(KeyDraft.describedAs(" ")));
        names("per_page", () -> keys.list(KeyQuery.all().perPage(101)));
        names("status", () -> keys.list(KeyQuery.all().status("sleeping")));
        names("days", () -> keys.usage(id, 0));
        assertThat(keys.get(id).raw()).isEqualTo(before);
        assertThat(keys.list(KeyQuery.all()).total()).hasValue(number);
    }

    private static void names(String field, ThrowingCallable call) {
        var wrong = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(wrong).as(field).isNotNull();
        assertThat(wrong.code()).isEqualTo("rest_invalid_param");
        assertThat(wrong.parameters()).containsOnlyKeys(field);
        assertThat(wrong.parameters().get(field)).isNotBlank();
    }

    @Test
    void anUnknownKeyIsNotFound() {
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(
                        () -> keys.get(NOBODY),
                        () -> keys.update(NOBODY, KeyChange.nothing().description("x")),
                        () -> keys.roll(NOBODY, Overlap.untilSilentFor(1)),
                        () -> keys.disable(NOBODY),
                        () -> keys.enable(NOBODY),
                        () -> keys.end(NOBODY),
                        () -> keys.expose(NOBODY, "x"),
                        () -> keys.usage(NOBODY, 1),
                        () -> keys.revoke(NOBODY))) {
            var absent = catchThrowableOfType(NotFoundException.class, call);
            assertThat(absent.code()).isEqualTo("cartwright_key_not_found");
        }
    }

    @Test
    void nobodyDoesMoreThanHerKeyMay() {
        Keys reader = with(keys.create(KeyDraft.describedAs("r")).credentials()).keys();
        var forbidden = catchThrowableOfType(ForbiddenException.class, () -> reader.create(DRAFT));
        assertThat(forbidden.sentence()).contains("write permissions");
        CartwrightClient narrow = with(keys.create(DRAFT.scopes("keys")).credentials());
        var elsewhere =
                catchThrowableOfType(
                        ForbiddenException.class, () -> narrow.sessions().list(SessionQuery.all()));
        assertThat(elsewhere.reason()).contains("scope_missing");
        var wider =
                catchThrowableOfType(ForbiddenException.class, () -> narrow.keys().create(DRAFT));
        assertThat(wider.code()).isEqualTo("cartwright_rest_cannot_grant");
        assertThat(narrow.keys().create(DRAFT.scopes("keys")).key().usable()).isTrue();
    }
}
