package dev.cartwright;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cli.Console;
import dev.cartwright.log.Logging;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A key is sealed with the key file that was named, by whichever command makes it.
class KeyFileFlagTest {
    @TempDir private Path directory;

    @Test
    void everyCommandUsesTheNamedKeyFileAndNoOther() throws IOException {
        Path keys = directory.resolve("elsewhere").resolve("mine.keys");
        run(keys, "api", "create", "--user=1", "--description=x");
        byte[] made = Files.readAllBytes(keys);
        assertThat(run(keys, "doctor")).contains(keys + " is closed to other users");
        assertThat(run(keys, "api", "list")).contains("read");
        run(keys, "backup", "--output", directory.resolve("copy.db").toString());
        assertThat(Files.readAllBytes(keys)).isEqualTo(made);
        assertThat(directory.resolve("data").resolve("secret.keys")).doesNotExist();
    }

    private String run(Path keyFile, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", directory.resolve("data").toString()));
        all.addAll(List.of("--key-file", keyFile.toString()));
        var output = new ByteArrayOutputStream();
        var out = new PrintStream(output, true, UTF_8);
        try (var logging = new Logging(OutputStream.nullOutputStream())) {
            var console = new Console(out, out, true);
            Main.cli(logging, new EndSignal(), console).run(all.toArray(String[]::new));
        }
        return output.toString(UTF_8);
    }
}
