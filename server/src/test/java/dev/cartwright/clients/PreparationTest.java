package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
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
    void oldClassesOfLibrariesAreRenewed() throws IOException {
        Path libraries = Files.createDirectory(directory.resolve("lib"));
        String path = System.getProperty("java.class.path");
        Path picocli =
                Stream.of(path.split(File.pathSeparator))
                        .map(Path::of)
                        .filter(entry -> entry.getFileName().toString().startsWith("picocli-"))
                        .findFirst()
                        .orElseThrow();
        Path jar = Files.copy(picocli, libraries.resolve("old.jar"));
        assertThat(version(jar)).isEqualTo(49);
        Path broken = Files.writeString(libraries.resolve("broken.jar"), "no jar");
        Run run =
                java(
                        List.of(),
                        "dev.cartwright.Preparation",
                        libraries.toString(),
                        directory.resolve("native").toString());
        assertThat(run.success()).contains("broken.jar");
        assertThat(version(jar)).isEqualTo(50);
        Path usual = Files.createFile(directory.resolve("usual"));
        assertThat(Files.getPosixFilePermissions(jar))
                .as("who may read it")
                .isEqualTo(Files.getPosixFilePermissions(usual));
        assertThat(broken).hasContent("no jar");
    }

    /// Of the class file of the command line's main class.
    private static int version(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile());
                var in = file.getInputStream(file.getEntry("picocli/CommandLine.class"))) {
            return in.readNBytes(8)[7];
        }
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
