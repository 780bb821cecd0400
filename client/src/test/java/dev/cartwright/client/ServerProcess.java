package dev.cartwright.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real server with its demo shop, in a process of its own on a free port of this machine.
final class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;

    private final Process process;
    private final Path directory;
    private final Path data;
    private final Path log;
    private final int port;

    ServerProcess(Path directory) throws IOException {
        this.directory = directory;
        data = directory.resolve("data");
        log = directory.resolve("serve.log");
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process =
                builder(List.of("serve", "--demo", "--port", Integer.toString(port)), log).start();
        awaitReady();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /// Makes a consumer key of the administrator's.
    Credentials createKey(String permissions) throws IOException {
        String out =
                run(
                        "api",
                        "create",
                        "--user=1",
                        "--description=client test",
                        "--permissions=" + permissions,
                        "--porcelain");
        return Credentials.parse(out.lines().toList().getLast());
    }

    /// Runs another command of the program, to its end.
    String run(String... arguments) throws IOException {
        Path out = Files.createTempFile(directory, "run", ".out");
        Process command = builder(List.of(arguments), out).start();
        if (await(command) != 0) {
            throw new AssertionError(Files.readString(out));
        }
        return Files.readString(out).strip();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        await(process);
    }

    private ProcessBuilder builder(List<String> arguments, Path output) {
        var all =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.cartwright.Main"));
        all.addAll(arguments);
        all.addAll(List.of("--data", data.toString()));
        var builder = new ProcessBuilder(all).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CARTWRIGHT_"));
        return builder.redirectErrorStream(true).redirectOutput(output.toFile());
    }

    /// A server listens only when it is ready to answer.
    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!listening()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError("the server did not start\n" + log());
            }
            pause();
        }
    }

    private boolean listening() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    private static int await(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("a process did not end in time");
            }
            return process.exitValue();
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interruption));
        }
    }
}
