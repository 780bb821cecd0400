package dev.cartwright.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs `wrk`, which costs the machine less than any client of ours would.
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern FAILURES = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    private final Path directory;

    Wrk(Path directory) {
        this.directory = directory;
    }

    /// Requests a second at `connections` connections, each with the next of the keys.
    double peak(int port, int connections, int seconds, Path keys, String authorization)
            throws IOException, InterruptedException {
        Path script = directory.resolve("keys.lua");
        try (InputStream in = Wrk.class.getResourceAsStream("/keys.lua")) {
            Files.copy(
                    java.util.Objects.requireNonNull(in),
                    script,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        String output =
                Commands.run(
                        List.of(
                                "wrk",
                                "-t2",
                                "-c" + connections,
                                "-d" + seconds + "s",
                                "-s",
                                script.toString(),
                                "http://127.0.0.1:" + port,
                                "--",
                                keys.toString(),
                                authorization));
        Matcher failures = FAILURES.matcher(output);
        if (failures.find()) {
            throw new IllegalStateException(
                    failures.group(1) + " requests were not answered with 2xx");
        }
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException("wrk printed no rate:\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
