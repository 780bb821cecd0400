package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `secrets`, and what the doctor says of the key file.
class SecretsCommandsTest {
    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
        for (int i = 0; i < 3; i++) {
            cli.run("api", "create", "--user=1", "--description=key " + i).expect(0);
        }
    }

    @Test
    void theListTellsWhichPepperSealsAndHowManyKeysEachHasAndNothingElse() throws IOException {
        assertThat(cli.run("secrets", "rotate").expect(0).out()).contains("Pepper 2 seals");
        cli.run("secrets", "list").expect(0);
        cli.run("api", "create", "--user=1", "--description=later").expect(0);
        JsonNode list = cli.run("secrets", "list", "--json").expect(0).json();
        assertThat(list)
                .hasToString(
                        """
                        [{"id":1,"state":"opens","keys":3,"key_ids":[1,2,3]},\
                        {"id":2,"state":"seals","keys":1,"key_ids":[4]}]""");
        CliFixture.Run text = cli.run("secrets", "list").expect(0);
        assertThat(text.out()).contains("opens older secrets", "seals new secrets", "1, 2, 3");
        for (String word : Files.readString(cli.keyFile()).split("\\s+")) {
            if (word.length() == 64) {
                assertThat(text.out() + list).doesNotContain(word.substring(0, 12));
            }
        }
    }

    @Test
    void aPepperThatKeysNeedIsNotRetired() {
        cli.run("secrets", "rotate", "--json").expect(0);
        assertThat(cli.run("secrets", "retire", "1").expect(1).err())
                .contains("3 keys are still sealed with pepper 1");
        assertThat(cli.run("secrets", "retire", "2").expect(1).err()).contains("seals new secrets");
        assertThat(cli.run("secrets", "retire", "9").expect(1).err()).contains("no entry 9");
        for (String id : List.of("1", "2", "3")) {
            cli.run("api", "revoke", id).expect(0);
        }
        assertThat(doctor()).contains("secrets retire 1");
        assertThat(cli.run("secrets", "retire", "1", "--json").expect(0).json())
                .hasToString("{\"id\":1,\"state\":\"retired\"}");
        assertThat(doctor()).doesNotContain("secrets retire", "cannot be opened");
        assertThat(KeyFile.load(cli.keyFile()).ids()).containsExactly(2);
        assertThat(acts()).containsExactly("SECRETS_ROTATED 2", "SECRETS_RETIRED 1");
    }

    private List<String> acts() {
        return cli.audit.entries.stream()
                .map(entry -> entry.type() + " " + entry.subject())
                .toList();
    }

    @Test
    void aWaitingPepperSealsOnlyWhenItIsStarted() {
        assertThat(cli.run("secrets", "start").expect(1).err()).contains("is waiting");
        assertThat(cli.run("secrets", "rotate", "--wait").expect(0).out())
                .contains("secrets start", cli.keyFile().toString());
        assertThat(cli.run("secrets", "rotate").expect(1).err()).contains("waiting already");
        cli.run("api", "create", "--user=1", "--description=x", "--json").expect(0);
        assertThat(cli.run("secrets", "list").expect(0).out()).contains("waits for");
        assertThat(cli.run("secrets", "start").expect(0).out()).contains("Pepper 2 seals");
        assertThat(cli.run("secrets", "list", "--json").expect(0).json().get(1).get("state"))
                .hasToString("\"seals\"");
        assertThat(acts()).containsExactly("SECRETS_ROTATED 2", "SECRETS_STARTED 2");
    }

    @Test
    void keysThatTheFileDoesNotOpenAreAFault() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        KeyFile.open(other.resolve("k"), new java.security.SecureRandom());
        Files.copy(
                other.resolve("k"),
                cli.keyFile(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        CliFixture.Run run = cli.run("doctor").expect(1);
        assertThat(run.out()).contains("3 cannot be opened with this key file: 1, 2, 3");
        Files.writeString(
                cli.keyFile(), Files.readString(cli.keyFile()).replaceAll("(?m)^1 ", "4 "));
        assertThat(cli.run("doctor").expect(1).out()).contains("3 cannot be opened");
        assertThat(cli.run("secrets", "list").expect(0).out()).contains("not in the key file");
    }

    @Test
    void whoMayReadOrReplaceTheFileIsLookedAt() throws IOException {
        for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx--x---")) {
            Files.setPosixFilePermissions(cli.keyFile(), PosixFilePermissions.fromString(rights));
            assertThat(cli.run("doctor").expect(1).out()).contains("chmod 600");
        }
        Files.setPosixFilePermissions(cli.keyFile(), PosixFilePermissions.fromString("rw-------"));
        assertThat(doctor()).doesNotContain("chmod");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(cli.run("doctor").expect(0).out())
                .contains("can be replaced by its group", "chmod go-w");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(cli.run("doctor").expect(1).out()).contains("can be replaced by everybody");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aDraftThatACrashLeftIsToldOf() throws IOException {
        Files.writeString(directory.resolve(KeyFile.NAME + ".next"), "1 half");
        assertThat(doctor()).contains("left a draft");
        cli.run("secrets", "rotate").expect(0);
        assertThat(doctor()).doesNotContain("left a draft");
    }

    @Test
    void aBackupNamesTheKeyFileItLeavesOut() {
        String copy = directory.resolve("copy.db").toString();
        JsonNode json = cli.run("backup", "--output", copy, "--json").expect(0).json();
        assertThat(json.get("key_file_not_included").asString())
                .isEqualTo(cli.keyFile().toString());
        String second = directory.resolve("second.db").toString();
        assertThat(cli.run("backup", "--output", second).expect(0).out())
                .contains(cli.keyFile() + " is not in it");
    }

    private String doctor() {
        return cli.run("doctor").expect(0).out();
    }
}
