package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.Permission;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class KeyCommandsTest {
    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
    }

    @Test
    void aKeyIsMadeAsTheTutorialTypesIt() {
        CliFixture.Run run =
                cli.run(
                                "api",
                                "create",
                                "--user=1",
                                "--description=CoCart Sessions API - Admin",
                                "--permissions=read_write")
                        .expect(0);
        assertThat(run.out()).containsPattern("Consumer key: +ck_[0-9a-f]{40}\n");
        assertThat(run.out()).containsPattern("Consumer secret: cs_[0-9A-Za-z]{40}\n");
        assertThat(run.out()).contains("cannot be shown again");
        assertThat(run.err()).isEmpty();
        ConsumerKey key = cli.keys.all().getFirst();
        assertThat(key.description()).isEqualTo("CoCart Sessions API - Admin");
        assertThat(key.permission()).isEqualTo(Permission.READ_WRITE);
    }

    @Test
    void jsonOfANewKeyHasWooCommercesNamesAndNoMore() {
        JsonNode json =
                cli.run("api", "create", "--user=admin", "--description=x", "--json")
                        .expect(0)
                        .json();
        assertThat(json.propertyNames())
                .containsExactly(
                        "key_id",
                        "user_id",
                        "description",
                        "permissions",
                        "consumer_key",
                        "consumer_secret",
                        "truncated_key");
        assertThat(json.get("user_id").asLong()).isEqualTo(1);
        assertThat(json.get("permissions").asString()).isEqualTo("read");
        assertThat(json.get("consumer_key").asString())
                .endsWith(json.get("truncated_key").asString());
    }

    @Test
    void porcelainIsWhatCurlTakes() {
        CliFixture.Run run =
                cli.run("api", "create", "--user=1", "--description=x", "--porcelain").expect(0);
        assertThat(run.out()).matches("ck_[0-9a-f]{40}:cs_[0-9A-Za-z]{40}\n");
    }

    @Test
    void porcelainAndJsonTogetherAreWrong() {
        cli.run("api", "create", "--user=1", "--description=x", "--porcelain", "--json").expect(2);
        assertThat(cli.keys.all()).isEmpty();
    }

    @Test
    void aDescriptionIsNeededAndHasAnEnd() {
        cli.run("api", "create", "--user=1", "--description= ").expect(2);
        cli.run("api", "create", "--user=1", "--description=" + "x".repeat(201)).expect(2);
        cli.run("api", "create", "--user=1", "--description=" + "x".repeat(200)).expect(0);
    }

    @Test
    void anUnknownUserOrPermissionMakesNoKey() {
        CliFixture.Run run = cli.run("api", "create", "--user=7", "--description=x").expect(1);
        assertThat(run.err()).contains("no user '7'", "cartwright user list");
        cli.run("api", "create", "--user=1", "--description=x", "--permissions=all").expect(2);
        assertThat(cli.keys.all()).isEmpty();
    }

    @Test
    void aKeyThatWillBeRefusedIsNoted() {
        cli.run("user", "create", "maria").expect(0);
        CliFixture.Run run = cli.run("api", "create", "--user=maria", "--description=x").expect(0);
        assertThat(run.err()).contains("403");
    }

    @Test
    void listAndShowNeverHoldASecret() {
        String pair =
                cli.run("api", "create", "--user=1", "--description=Monitor", "--porcelain")
                        .out()
                        .strip();
        String secret = pair.substring(pair.indexOf(':') + 1);
        String key = pair.substring(0, pair.indexOf(':'));
        for (String[] command :
                new String[][] {
                    {"api", "list"},
                    {"api", "list", "--json"},
                    {"api", "show", "1"},
                    {"api", "show", "1", "--json"}
                }) {
            String out = cli.run(command).expect(0).out();
            assertThat(out).contains("Monitor", key.substring(key.length() - 7));
            assertThat(out).doesNotContain(key).doesNotContain(secret);
        }
    }

    @Test
    void revokedKeysAreOnlyInTheWholeList() {
        cli.run("api", "create", "--user=1", "--description=x").expect(0);
        assertThat(cli.run("api", "revoke", "1").expect(0).out()).isEqualTo("Key 1 is revoked.\n");
        assertThat(cli.run("api", "list", "--json").expect(0).json()).isEmpty();
        JsonNode all = cli.run("api", "list", "--all", "--json").expect(0).json();
        assertThat(all.get(0).get("status").asString()).isEqualTo("revoked");
        assertThat(all.get(0).get("revoked").asString()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(cli.run("api", "revoke", "1").expect(1).err()).contains("before");
        assertThat(cli.run("api", "revoke", "9").expect(1).err()).contains("no key 9");
        assertThat(cli.run("api", "show", "9").expect(1).err()).contains("no key 9");
    }

    @Test
    void usersAreMadeAndListed() {
        assertThat(
                        cli.run(
                                        "user",
                                        "create",
                                        "maria",
                                        "maria@example.com",
                                        "--role=shop_manager",
                                        "--name=Maria M",
                                        "--porcelain")
                                .expect(0)
                                .out())
                .isEqualTo("2\n");
        JsonNode all = cli.run("user", "list", "--json").expect(0).json();
        assertThat(all).hasSize(2);
        assertThat(all.get(1).get("username").asString()).isEqualTo("maria");
        assertThat(all.get(1).get("name").asString()).isEqualTo("Maria M");
        assertThat(all.get(1).get("roles").get(0).asString()).isEqualTo("shop_manager");
        assertThat(cli.run("user", "list").expect(0).out()).contains("admin", "maria@example.com");
    }

    @Test
    void aTakenLoginOrAnUnknownRoleIsRefused() {
        cli.run("user", "create", "maria").expect(0);
        assertThat(cli.run("user", "create", "MARIA").expect(1).err()).contains("already");
        assertThat(cli.run("user", "create", "tom", "--role=boss").expect(1).err())
                .contains("no role 'boss'", "shop_manager");
        cli.run("user", "create", "tom", "no-address").expect(2);
    }
}
