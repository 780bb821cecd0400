package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileWatchTest implements KeyFileWatch.Listener {
    private static final String SECRET = "cs_16519062ff5a88275eb56fcdbc87d9f5d34fb87a";

    private final SecureRandom random = new SecureRandom();
    private final Set<Integer> needed = new HashSet<>(Set.of(1));
    private final List<List<Integer>> taken = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    @TempDir private Path directory;
    private Path path = Path.of("");
    private SecretSealing sealing = TestSealing.sealing();
    private KeyFileWatch watch = new KeyFileWatch(path, sealing, needed::contains, this);

    @BeforeEach
    void make() {
        path = directory.resolve(KeyFile.NAME);
        sealing = new SecretSealing(KeyFile.open(path, random), random);
        watch = new KeyFileWatch(path, sealing, needed::contains, this);
    }

    @Override
    public void taken(KeyFile file) {
        taken.add(file.ids());
    }

    @Override
    public void refused(KeyFileException why) {
        refused.add(String.valueOf(why.getMessage()));
    }

    @Test
    void aRotatedFileIsTakenOverOnceAndOldSecretsStillOpen() {
        SealedSecret old = sealing.seal(SECRET);
        watch.look();
        assertThat(taken).isEmpty();
        KeyFile.rotate(path, random, false);
        watch.look();
        watch.look();
        assertThat(taken).containsExactly(List.of(1, 2));
        assertThat(sealing.matches(old, SECRET)).isTrue();
        assertThat(sealing.canOpen(old)).isTrue();
        assertThat(sealing.isCurrent(old)).isFalse();
        SealedSecret now = sealing.seal(SECRET);
        assertThat(now.pepperId()).isEqualTo(2);
        assertThat(sealing.canOpen(now)).isTrue();
        assertThat(refused).isEmpty();
    }

    @Test
    void anEntryIsLetGoWhenNobodyNeedsIt() {
        KeyFile.rotate(path, random, false);
        watch.look();
        KeyFile.retire(path, 1, Set.of());
        watch.look();
        assertThat(refused).hasSize(1);
        assertThat(sealing.keyFile().ids()).containsExactly(1, 2);
        needed.clear();
        watch.look();
        assertThat(sealing.keyFile().ids()).containsExactly(2);
        assertThat(refused).hasSize(1);
    }

    @Test
    void whatCannotBeReadOrWouldLoseKeysIsToldOnceAndNotTakenOver() throws IOException {
        SealedSecret sealed = sealing.seal(SECRET);
        String good = Files.readString(path);
        refuses("1 half", "line 1");
        refuses("", "no entry");
        refuses(TestSealing.ONE, "lost its entry 1");
        needed.clear();
        refuses(TestSealing.ONE, "log of acts");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        refuses(TestSealing.ONE + "\n", "chmod 600");
        Files.delete(path);
        watch.look();
        assertThat(refused.getLast()).contains("key file");
        assertThat(taken).isEmpty();
        assertThat(sealing.matches(sealed, SECRET)).isTrue();
        assertThat(sealing.canOpen(sealed)).isTrue();
        assertThat(String.join("\n", refused)).doesNotContain(good.split("\\s+")[1], "1a1a");
        Files.writeString(path, good);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        KeyFile.rotate(path, random, false);
        watch.look();
        assertThat(taken).containsExactly(List.of(1, 2));
    }

    private void refuses(String text, String why) throws IOException {
        int before = refused.size();
        Files.writeString(path, text);
        watch.look();
        watch.look();
        assertThat(refused).hasSize(before + 1);
        assertThat(refused.getLast()).contains(why);
    }
}
