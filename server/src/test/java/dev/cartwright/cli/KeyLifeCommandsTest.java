package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Network;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Scope;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.MinuteCount;
import dev.cartwright.usage.UsageDelta;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KeyLifeCommandsTest {
    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
    }

    private void create(String... more) {
        var arguments = new String[4 + more.length];
        System.arraycopy(
                new String[] {"api", "create", "--user=1", "--description=x"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        cli.run(arguments).expect(0);
    }

    private ConsumerKey key(long id) {
        return cli.keys.find(id).orElseThrow();
    }

    @Test
    void aKeyIsMadeWithAllItsLimits() {
        create(
                "--expires=90d",
                "--scopes=sessions,statistics",
                "--allow=10.0.0.0/8",
                "--allow=2001:db8::1",
                "--limit=600");
        KeyTerms terms = key(1).terms();
        assertThat(terms.expires()).isEqualTo(CliFixture.NOW.plus(Duration.ofDays(90)));
        assertThat(terms.scopes()).containsExactlyInAnyOrder(Scope.SESSIONS, Scope.STATISTICS);
        assertThat(terms.networks())
                .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::1"));
        assertThat(terms.rateLimit()).isEqualTo(600);
    }

    @Test
    void aDateMayBeOneOfTheCalendar() {
        create("--expires=2027-01-31");
        assertThat(key(1).terms().expires()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--expires=soon",
                "--expires=2020-01-01",
                "--expires=0",
                "--scopes=",
                "--scopes=sessions,coffee",
                "--allow=10.0.0.0/40",
                "--allow=example.com",
                "--limit=0",
                "--limit=many"
            })
    void oddLimitsMakeNoKeyAndChangeNone(String odd) {
        CliFixture.Run run = cli.run("api", "create", "--user=1", "--description=x", odd);
        assertThat(run.expect(2).err()).startsWith("cartwright: ").endsWith(".\n");
        assertThat(cli.keys.all()).isEmpty();
        create();
        ConsumerKey before = key(1);
        cli.run("api", "update", "1", odd).expect(2);
        assertThat(key(1)).isEqualTo(before);
    }

    @Test
    void whatIsNotNamedStaysAtAnUpdate() {
        create("--expires=90d", "--scopes=sessions", "--allow=10.0.0.0/8", "--limit=600");
        String out = cli.run("api", "update", "1", "--description=Report").expect(0).out();
        assertThat(out).isEqualTo("Key 1 is changed.\n");
        assertThat(key(1).terms().rateLimit()).isEqualTo(600);
        assertThat(key(1).description()).isEqualTo("Report");
        cli.run("api", "update", "1", "--permissions=write", "--never-expires").expect(0);
        cli.run("api", "update", "1", "--scopes=all", "--allow=any", "--limit=default").expect(0);
        assertThat(key(1).terms()).isEqualTo(KeyTerms.of(1, "Report", Permission.WRITE));
        assertThat(cli.run("api", "update", "1", "--limit=default").expect(0).out())
                .contains("so before");
    }

    @Test
    void anUpdateMustSaySomethingAndNotTwoThings() {
        create();
        assertThat(cli.run("api", "update", "1").expect(2).err()).contains("what to change");
        cli.run("api", "update", "1", "--expires=1d", "--never-expires").expect(2);
        cli.run("api", "update", "1", "--description= ").expect(2);
        assertThat(cli.run("api", "update", "9", "--limit=1").expect(1).err()).contains("no key 9");
        assertThat(cli.run("api", "update", "1", "--user=nobody").expect(1).err())
                .contains("no user 'nobody'");
    }

    @Test
    void anUpdatedKeyIsToldAsJson() {
        create();
        JsonNode json = cli.run("api", "update", "1", "--scopes=keys", "--json").expect(0).json();
        assertThat(json.get("scopes").get(0).asString()).isEqualTo("keys");
        assertThat(json.get("key_id").asLong()).isEqualTo(1);
    }

    @Test
    void aRolledKeyShowsItsNewPairOnceAndTheOldOneLivesOn() {
        create("--limit=600");
        CliFixture.Run run = cli.run("api", "roll", "1").expect(0);
        assertThat(run.out())
                .containsPattern("Consumer key: +ck_[0-9a-f]{40}\n")
                .containsPattern("Consumer secret: cs_[0-9A-Za-z]{40}\n")
                .contains("Key 2 takes the place of key 1", "until 2026-11-23 12:00 UTC");
        assertThat(key(2).terms()).isEqualTo(key(1).terms());
        KeyState.Rolled rolled = Objects.requireNonNull(key(1).state().rolled());
        assertThat(rolled.successor()).isEqualTo(2);
        CliFixture.Run again = cli.run("api", "roll", "1").expect(1);
        assertThat(again.err()).isEqualTo("cartwright: Key 1: The key has been rolled already.\n");
    }

    @Test
    void aRollIsForScriptsToo() {
        create();
        assertThat(cli.run("api", "roll", "1", "--overlap=0", "--porcelain").expect(0).out())
                .matches("ck_[0-9a-f]{40}:cs_[0-9A-Za-z]{40}\n");
        JsonNode json = cli.run("api", "roll", "2", "--until-silent=6h", "--json").expect(0).json();
        assertThat(json.get("key_id").asLong()).isEqualTo(3);
        assertThat(json.get("consumer_secret").asString()).startsWith("cs_");
        assertThat(json.get("previous").get("ends_when_silent_hours").asInt()).isEqualTo(6);
        assertThat(cli.run("api", "show", "1").out()).contains("expired (rolled)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--overlap=31d",
                "--overlap=soon",
                "--overlap=-1h",
                "--until-silent=0",
                "--until-silent=90m",
                "--until-silent=721h",
                "--overlap=1h --until-silent=1h"
            })
    void anOddOverlapRollsNothing(String odd) {
        create();
        cli.run(("api roll 1 " + odd).split(" ")).expect(2);
        assertThat(cli.keys.all()).hasSize(1);
    }

    @Test
    void whetherARolledKeyIsStillUsedIsShown() {
        create();
        cli.run("api", "roll", "1", "--until-silent=6h").expect(0);
        assertThat(cli.run("api", "show", "1").expect(0).out())
                .contains("Calls in the last hour: 0\n", "Last use:               never\n");
        long minute = Duration.between(Instant.EPOCH, CliFixture.NOW).toMinutes();
        var last = new LastUse(CliFixture.NOW.minusSeconds(600), "192.0.2.1", "curl/8.5");
        cli.usage.add(
                List.of(
                        new UsageDelta(
                                1, List.of(), List.of(new MinuteCount(minute - 10, 7, 0)), last)));
        assertThat(cli.run("api", "show", "1").expect(0).out())
                .contains("Calls in the last hour: 7\n")
                .contains("Last use:               2026-11-22 11:50 UTC (10 min ago)\n")
                .contains("From:                   192.0.2.1\n")
                .contains("Client:                 curl/8.5\n")
                .contains("Rolled:                 2026-11-22 12:00 UTC, to key 2\n")
                .contains("silent for 6 h, at the latest until 2026-12-22 12:00 UTC\n");
        assertThat(cli.run("api", "show", "2").expect(0).out())
                .contains("Takes the place of:     key 1\n")
                .doesNotContain("Calls in the last hour");
    }

    @Test
    void aRolledKeyIsEndedAtOnce() {
        create();
        assertThat(cli.run("api", "end", "1").expect(1).err()).contains("not been rolled");
        cli.run("api", "roll", "1").expect(0);
        assertThat(cli.run("api", "end", "1").expect(0).out()).isEqualTo("Key 1 has ended.\n");
        assertThat(cli.run("api", "list").expect(0).out()).contains("expired (rolled)");
    }

    @Test
    void aKeyIsSwitchedOffAndOn() {
        create();
        assertThat(cli.run("api", "disable", "1").expect(0).out())
                .isEqualTo("Key 1 is disabled.\n");
        assertThat(cli.run("api", "disable", "1").expect(0).out()).contains("so before");
        assertThat(cli.run("api", "list").expect(0).out()).contains("disabled (by hand)");
        JsonNode json = cli.run("api", "enable", "1", "--json").expect(0).json();
        assertThat(json.get("status").asString()).isEqualTo("active");
        assertThat(cli.run("api", "enable", "9").expect(1).err()).contains("no key 9");
    }

    @Test
    void anExposedKeyComesBackByForceAlone() {
        create();
        cli.run("api", "expose", "1").expect(0);
        assertThat(cli.run("api", "show", "1").out()).contains("disabled (exposed)");
        assertThat(cli.run("api", "enable", "1").expect(1).err()).contains("roll the key");
        cli.run("api", "enable", "1", "--force").expect(0);
        assertThat(key(1).state().disabled()).isNull();
    }

    @Test
    void aRevokedKeyIsLeftAlone() {
        create();
        cli.run("api", "revoke", "1").expect(0);
        for (String act : Set.of("end", "disable", "enable", "expose", "roll")) {
            assertThat(cli.run("api", act, "1").expect(1).err()).contains("been revoked");
        }
        assertThat(cli.run("api", "update", "1", "--limit=1").expect(1).err())
                .contains("been revoked");
    }

    @Test
    void allTermsOfAKeyAreShown() {
        create("--expires=90d", "--scopes=sessions,keys", "--allow=10.0.0.0/8", "--limit=600");
        assertThat(cli.run("api", "show", "1").expect(0).out())
                .contains("Scopes:                 sessions, keys\n")
                .contains("Allowed from:           10.0.0.0/8\n")
                .contains("Calls a minute:         600\n")
                .contains("Expires:                2027-02-20 12:00 UTC\n");
        create();
        assertThat(cli.run("api", "show", "2").expect(0).out())
                .contains("Scopes:                 all\n", "any address\n", "server's default\n");
    }

    @Test
    void aDeletedUsersKeysAreCounted() {
        cli.run("user", "create", "maria").expect(0);
        cli.run("api", "create", "--user=maria", "--description=x").expect(0);
        cli.run("api", "create", "--user=maria", "--description=y").expect(0);
        cli.run("api", "create", "--user=maria", "--description=z").expect(0);
        cli.run("api", "revoke", "3").expect(0);
        String out = cli.run("user", "delete", "maria").expect(0).out();
        assertThat(out).contains("User 2 (maria) is deleted.", "2 keys are disabled");
        assertThat(cli.run("user", "delete", "2").expect(1).err()).contains("no user '2'");
        assertThat(cli.run("api", "list").expect(0).out()).contains("disabled (owner gone)");
    }

    @Test
    void aDeletionOfAUserIsToldAsJson() {
        cli.run("user", "create", "maria").expect(0);
        JsonNode json = cli.run("user", "delete", "2", "--json").expect(0).json();
        assertThat(json.get("deleted").asBoolean()).isTrue();
        assertThat(json.get("disabled_keys")).isEmpty();
        assertThat(json.get("previous").get("username").asString()).isEqualTo("maria");
    }
}
