package dev.cartwright.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What a program said and how it ended.
record Run(int exit, String out, String err) {
    private static final long PATIENCE_SECONDS = 180;

    /// Runs a program to its end.
    ///
    /// @param environment beside what the tests' own process has
    static Run of(List<String> command, Path directory, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("run", ".out");
            Path err = Files.createTempFile("run", ".err");
            try {
                Process process =
                        builder(command, directory, environment)
                                .redirectOutput(out.toFile())
                                .redirectError(err.toFile())
                                .start();
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("did not end in time: " + command.getFirst());
                }
                return new Run(process.exitValue(), text(out), text(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    /// Without settings of the machine that would reach the program by accident.
    static ProcessBuilder builder(
            List<String> command, Path directory, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .keySet()
                .removeIf(
                        name ->
                                name.startsWith("CARTWRIGHT_")
                                        || name.startsWith("COCART_")
                                        || name.toLowerCase(java.util.Locale.ROOT)
                                                .endsWith("_proxy"));
        builder.environment().putAll(environment);
        return builder;
    }

    /// The output, of a program that must not fail.
    String success() {
        if (exit != 0) {
            throw new AssertionError("ended with " + exit + "\n" + out + "\n" + err);
        }
        return out;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
