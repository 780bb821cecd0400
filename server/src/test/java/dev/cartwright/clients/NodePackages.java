package dev.cartwright.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Packages from npm, installed into the build's own directory exactly as the lock file says.
final class NodePackages {
    private static final String LOCK = "package-lock.json";

    private NodePackages() {}

    /// Copies a folder to `target/<name>` and installs the packages that one of its folders names.
    ///
    /// @param inside the folder with `package.json`, below `source`; empty for itself
    /// @return the copy of `source`
    static Path install(Path source, String name, String inside) {
        String npm = Tool.require("npm");
        Path copy = Repository.server().resolve("target").resolve(name);
        copy(source, copy);
        Path home = copy.resolve(inside);
        Path stamp = home.resolve("node_modules").resolve(".installed");
        if (!same(home.resolve(LOCK), stamp)) {
            Run run =
                    Run.of(
                            List.of(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                            home,
                            Map.of());
            if (run.exit() != 0) {
                throw Tool.missing("npm could not install " + name + ": " + run.err());
            }
            copyFile(home.resolve(LOCK), stamp);
        }
        return copy;
    }

    private static boolean same(Path lock, Path stamp) {
        try {
            return Files.exists(stamp) && Files.mismatch(lock, stamp) == -1;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copy(Path source, Path target) {
        try (Stream<Path> files =
                Files.find(
                        source,
                        8,
                        (file, facts) -> facts.isRegularFile() && !installed(source, file))) {
            files.forEach(
                    file -> copyFile(file, target.resolve(source.relativize(file).toString())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean installed(Path source, Path file) {
        String separator = FileSystems.getDefault().getSeparator();
        return (separator + source.relativize(file))
                .contains(separator + "node_modules" + separator);
    }

    private static void copyFile(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
