package dev.cartwright.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs other programs to their end.
final class Commands {
    private Commands() {}

    static String run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s failed:\n%s".formatted(command.getFirst(), output));
        }
        return output;
    }
}
