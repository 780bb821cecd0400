package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A key file is changed while others read it, and whatever happens a whole one is there.
class KeyFileRotationTest {
    private final SecureRandom random = new SecureRandom();
    @TempDir private Path directory;
    private Path path = Path.of("");

    @BeforeEach
    void make() {
        path = directory.resolve(KeyFile.NAME);
        KeyFile.open(path, random);
    }

    @Test
    void rotatingAddsAnEntryThatSealsAndKeepsEverythingElse() throws IOException {
        KeyFile before = KeyFile.load(path);
        Files.writeString(path, Files.readString(path).stripTrailing() + "\n# mine");
        assertThat(KeyFile.rotate(path, random, false)).isEqualTo(2);
        KeyFile after = KeyFile.load(path);
        assertThat(after.ids()).containsExactly(1, 2);
        assertThat(after.use(2)).contains(KeyFile.Use.SEALS);
        assertThat(after.use(1)).contains(KeyFile.Use.OPENS);
        assertThat(after.use(3)).isEmpty();
        assertThat(after.entries().getFirst().opensTheSameAs(before.current())).isTrue();
        assertThat(after.current().pepper()).isNotEqualTo(before.current().pepper());
        assertThat(after.auditKey()).isEqualTo(before.auditKey());
        assertThat(Files.readString(path)).startsWith("# Cartwright").contains("\n# mine\n2 ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void theRightsOfTheFileStay() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        KeyFile.rotate(path, random, false);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("r--------");
    }

    @Test
    void aLinkToTheFileStaysALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), path);
        assertThat(KeyFile.rotate(link, random, false)).isEqualTo(2);
        assertThat(link).isSymbolicLink();
        assertThat(KeyFile.load(path).ids()).containsExactly(1, 2);
    }

    @Test
    void rotationsAtOnceLoseNoEntryAndEachGetsItsOwn() throws Exception {
        byte[] first = KeyFile.load(path).current().pepper();
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader =
                    threads.submit(
                            () -> {
                                while (!stop.get()) {
                                    KeyFile.load(path);
                                }
                            });
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> KeyFile.rotate(path, random, false));
            }
            var ids = new ArrayList<Integer>();
            for (Future<Integer> rotated : threads.invokeAll(tasks)) {
                ids.add(rotated.get());
            }
            stop.set(true);
            reader.get();
            assertThat(ids).containsExactlyInAnyOrderElementsOf(range(2, 17));
        }
        KeyFile file = KeyFile.load(path);
        assertThat(file.ids()).isEqualTo(range(1, 17));
        assertThat(file.entries().getFirst().pepper()).isEqualTo(first);
        assertThat(
                        file.entries().stream()
                                .map(e -> HexFormat.of().formatHex(e.pepper()))
                                .distinct())
                .hasSize(17);
    }

    @Test
    void aDraftThatACrashLeftIsReplacedAndNeverRead() throws IOException {
        Path draft = Files.writeString(directory.resolve(KeyFile.NAME + ".next"), "1 half a li");
        assertThat(KeyFile.hasDraft(path)).isTrue();
        assertThat(KeyFile.load(path).ids()).containsExactly(1);
        assertThat(KeyFile.rotate(path, random, false)).isEqualTo(2);
        assertThat(draft).doesNotExist();
        assertThat(KeyFile.load(path).ids()).containsExactly(1, 2);
    }

    @Test
    void aChangeThatFailsLeavesTheFileAsItWas() throws IOException {
        byte[] before = Files.readAllBytes(path);
        assertThatThrownBy(() -> KeyFile.retire(path, 1, Set.of()))
                .isInstanceOf(KeyFileException.class);
        assertThatThrownBy(() -> KeyFile.start(path)).isInstanceOf(KeyFileException.class);
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(KeyFile.hasDraft(path)).isFalse();
        Files.writeString(path, "1 nonsense\n");
        assertThatThrownBy(() -> KeyFile.rotate(path, random, false))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("line 1");
        assertThat(path).hasContent("1 nonsense");
    }

    @Test
    void onlyAnOldEntryThatNobodyUsesIsRetired() {
        KeyFile.rotate(path, random, false);
        KeyFile.rotate(path, random, false);
        assertThatThrownBy(() -> KeyFile.retire(path, 1, Set.of(1, 3)))
                .hasMessageContaining("still use entry 1");
        assertThatThrownBy(() -> KeyFile.retire(path, 3, Set.of()))
                .hasMessageContaining("entry 3")
                .hasMessageContaining("rotate first");
        assertThatThrownBy(() -> KeyFile.retire(path, 7, Set.of()))
                .hasMessageContaining("no entry 7");
        KeyFile.retire(path, 2, Set.of(1, 3));
        assertThat(KeyFile.load(path).ids()).containsExactly(1, 3);
    }

    @Test
    void theKeyOfTheLogSurvivesTheEntryItCameFromAndEveryLaterRotation() {
        byte[] auditKey = KeyFile.load(path).auditKey();
        KeyFile.rotate(path, random, false);
        KeyFile.retire(path, 1, Set.of(2));
        assertThat(KeyFile.load(path).auditKey()).isEqualTo(auditKey);
        KeyFile.rotate(path, random, false);
        KeyFile.retire(path, 2, Set.of());
        KeyFile file = KeyFile.load(path);
        assertThat(file.auditKey()).isEqualTo(auditKey);
        assertThat(file.ids()).containsExactly(3);
    }

    @Test
    void aWaitingEntryOpensButDoesNotSealUntilItIsStarted() {
        assertThat(KeyFile.rotate(path, random, true)).isEqualTo(2);
        KeyFile waiting = KeyFile.load(path);
        assertThat(waiting.current().id()).isEqualTo(1);
        assertThat(waiting.use(2)).contains(KeyFile.Use.WAITS);
        assertThatThrownBy(() -> KeyFile.rotate(path, random, false))
                .hasMessageContaining("waiting already");
        assertThatThrownBy(() -> KeyFile.retire(path, 2, Set.of()))
                .isInstanceOf(KeyFileException.class);
        assertThat(KeyFile.start(path)).isEqualTo(2);
        KeyFile started = KeyFile.load(path);
        assertThat(started.current().id()).isEqualTo(2);
        assertThat(started.current().opensTheSameAs(waiting.entries().getLast())).isTrue();
    }

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
