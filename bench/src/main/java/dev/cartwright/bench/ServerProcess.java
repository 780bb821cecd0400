package dev.cartwright.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The server as an operator runs it: through its launcher, with a data directory of its own.
final class ServerProcess implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private final Process process;
    private final int port;
    private final long startMillis;

    private ServerProcess(Process process, int port, long startMillis) {
        this.process = process;
        this.port = port;
        this.startMillis = startMillis;
    }

    /// @param flags more of them, each with its value
    static ServerProcess start(Path home, Path data, String... flags)
            throws IOException, InterruptedException {
        int port = freePort();
        long begin = System.nanoTime();
        var command =
                new ArrayList<>(
                        List.of(
                                home.resolve("cartwright").toString(),
                                "serve",
                                "--data",
                                data.toString(),
                                "--port",
                                Integer.toString(port)));
        command.addAll(List.of(flags));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.to(data.resolve("log").toFile()))
                        .start();
        awaitAnswer(port, "/healthz");
        return new ServerProcess(
                process, port, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    int port() {
        return port;
    }

    /// From the launcher's start to the first answer.
    long startMillis() {
        return startMillis;
    }

    /// Private memory in MiB: what the process has for itself, without mapped files.
    long privateMemory() throws IOException {
        for (String line :
                Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid())))) {
            if (line.startsWith("RssAnon:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("the kernel tells no RssAnon");
    }

    /// Until [#resume], as if it were not there.
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Commands.run(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static void awaitAnswer(int port, String path) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        byte[] request = HttpConnection.get(path, "none");
        while (true) {
            try (var connection = new HttpConnection(port)) {
                connection.exchange(request);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(2);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
