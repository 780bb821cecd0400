package dev.cartwright.clients;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/// A program of the machine that a test wants to run.
///
/// Where it is missing the test is skipped and says so, unless `CARTWRIGHT_REQUIRE_CLIENTS=true`
/// stands in the environment or the system properties: then it fails.
final class Tool {
    private static final String REQUIRE = "CARTWRIGHT_REQUIRE_CLIENTS";

    private Tool() {}

    /// The absolute path of the program.
    static String require(String name) {
        return find(name)
                .map(Path::toString)
                .orElseThrow(() -> missing(name + " is not on the PATH"));
    }

    /// The exception to throw when something of the machine is missing.
    static RuntimeException missing(String what) {
        if (required()) {
            return fail(what + ", and " + REQUIRE + " is true");
        }
        return new TestAbortedException("Skipped: " + what + ".");
    }

    private static boolean required() {
        return Boolean.getBoolean(REQUIRE) || "true".equals(System.getenv(REQUIRE));
    }

    private static Optional<Path> find(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
