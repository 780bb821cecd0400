package dev.cartwright.clients;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the sources lie, from whatever directory the tests were started.
final class Repository {
    private Repository() {}

    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("the tests do not run inside the repository");
            }
        }
        return directory;
    }

    static Path examples(String language) {
        return root().resolve("examples").resolve(language);
    }

    static Path server() {
        return root().resolve("server");
    }

    static Path testResources() {
        return server().resolve("src/test/resources");
    }
}
