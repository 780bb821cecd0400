package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private final SecureRandom random = new SecureRandom();
    @TempDir private Path directory;

    @Test
    void openMakesAFileThatOnlyItsOwnerMayReadAndLeavesNothingElse() throws IOException {
        Path path = directory.resolve(KeyFile.NAME);
        KeyFile made = KeyFile.open(path, random);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(path)).startsWith("# Cartwright");
        assertThat(made.current().id()).isEqualTo(1);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void openReadsWhatItMade() {
        Path path = directory.resolve(KeyFile.NAME);
        KeyFile made = KeyFile.open(path, random);
        KeyFile read = KeyFile.open(path, random);
        assertThat(read.current().pepper()).isEqualTo(made.current().pepper());
        assertThat(read.current().sealingKey()).isEqualTo(made.current().sealingKey());
        assertThat(read.current().pepper()).isNotEqualTo(read.current().sealingKey());
    }

    @Test
    void everyFileHasKeysOfItsOwn() {
        KeyFile one = KeyFile.open(directory.resolve("one"), random);
        KeyFile other = KeyFile.open(directory.resolve("other"), random);
        assertThat(one.current().pepper()).isNotEqualTo(other.current().pepper());
    }

    @Test
    void sixteenThatMakeItAtOnceEndWithTheSameOne() throws Exception {
        Path path = directory.resolve(KeyFile.NAME);
        var tasks = new ArrayList<Callable<String>>();
        for (int i = 0; i < 16; i++) {
            tasks.add(
                    () -> HexFormat.of().formatHex(KeyFile.open(path, random).current().pepper()));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var peppers = new ArrayList<String>();
            for (var result : threads.invokeAll(tasks)) {
                peppers.add(result.get());
            }
            assertThat(peppers).hasSize(16).containsOnly(peppers.getFirst());
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aFileThatOthersMayReadOrWriteIsRefusedAndTheTextSaysHowToMendIt() throws IOException {
        Path path = directory.resolve(KeyFile.NAME);
        KeyFile.open(path, random);
        for (String word : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"}) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(word));
            assertThat(KeyFile.complaint(path))
                    .hasValueSatisfying(t -> assertThat(t).contains(word));
            assertThatThrownBy(() -> KeyFile.open(path, random))
                    .isInstanceOf(KeyFileException.class)
                    .hasMessageContaining("chmod 600");
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        assertThat(KeyFile.complaint(path)).isEmpty();
    }

    @Test
    void aMissingFileIsAComplaint() {
        Path path = directory.resolve(KeyFile.NAME);
        assertThat(KeyFile.complaint(path)).isPresent();
        assertThatThrownBy(() -> KeyFile.load(path)).isInstanceOf(KeyFileException.class);
    }

    @Test
    void theHighestIdSealsAndTheOthersStay() {
        KeyFile file = TestSealing.keyFile("# two\r\n\n" + TestSealing.TWO + TestSealing.ONE);
        assertThat(file.entries()).hasSize(2);
        assertThat(file.current().id()).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsRefusedWithoutQuotingIt() {
        String good = "ab".repeat(32);
        String[] bad = {
            "",
            "# nothing",
            "1 " + good,
            "0 " + good + " " + good,
            "x " + good + " " + good,
            "1 " + good + " " + good + "cd",
            "1 " + good + " " + "zz".repeat(32),
            TestSealing.ONE + TestSealing.ONE,
        };
        for (String text : bad) {
            assertThatThrownBy(() -> KeyFile.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(KeyFileException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("abab");
        }
    }
}
