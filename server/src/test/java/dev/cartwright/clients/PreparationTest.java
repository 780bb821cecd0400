package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the launcher has done once before the first start.
class PreparationTest {
    @TempDir private Path directory;

    @Test
    void sqlitesOwnCodeNeedsNoTemporaryFolder() throws IOException {
        Path libraries = Files.createDirectory(directory.resolve("lib"));
        Path place = directory.resolve("native");
        java(List.of(), "dev.cartwright.Preparation", libraries.toString(), place.toString())
                .success();
        try (var files = Files.list(place)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactly(System.mapLibraryName("sqlitejdbc"));
        }
        Path data = directory.resolve("data");
        RunningServer.start(data).close();
        String[] users = {"dev.cartwright.Main", "user", "list", "--data", data.toString()};
        String nowhere = "-Djava.io.tmpdir=" + directory.resolve("missing");
        assertThat(java(List.of(nowhere), users).exit()).as("without a place").isNotZero();
        java(List.of(nowhere, "-Dorg.sqlite.lib.path=" + place), users).success();
    }

    @Test
    void whatLiesThereAlreadyIsLeftAlone() throws IOException {
        Path libraries = Files.createDirectory(directory.resolve("lib"));
        Path code = directory.resolve(System.mapLibraryName("sqlitejdbc"));
        Files.writeString(code, "of the operator");
        Path jar = libraries.resolve("empty.jar");
        Files.write(
                jar,
                new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        java(List.of(), "dev.cartwright.Preparation", libraries.toString(), directory.toString())
                .success();
        assertThat(code).hasContent("of the operator");
        assertThat(jar).hasSize(22);
    }

    private Run java(List<String> options, String... words) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path")));
        command.addAll(options);
        command.addAll(List.of(words));
        return Run.of(command, directory, Map.of());
    }
}
