package dev.cartwright.clients;

import dev.cartwright.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The whole program in a process of its own, driven only through its command line, as an operator
/// would. It listens on a free port of the loopback address.
final class RunningServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Clients that are refused on purpose, again and again, all come from this one machine.
    private static final Map<String, String> UNLIMITED =
            Map.of("CARTWRIGHT_FAILED_LOGINS_LIMIT", "0");

    private final Process process;
    private final Path log;
    private final URI address;

    private RunningServer(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /// Serves a directory over http.
    static RunningServer start(Path data, String... more) {
        return start("http", data, more);
    }

    /// Serves a directory over https.
    static RunningServer startTls(Path data, TestCertificate certificate, String... more) {
        var arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--tls-certificate", certificate.certificate().toString()));
        arguments.addAll(List.of("--tls-key", certificate.key().toString()));
        return start("https", data, arguments.toArray(String[]::new));
    }

    private static RunningServer start(String scheme, Path data, String... more) {
        int port = freePort();
        var arguments = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--data", data.toString()));
        try {
            Path log = Files.createTempFile(data.getParent(), "serve", ".log");
            Process process =
                    Run.builder(command(arguments), data.getParent(), UNLIMITED)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            var server =
                    new RunningServer(process, log, URI.create(scheme + "://127.0.0.1:" + port));
            server.awaitReady();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Runs another command of the program, to its end.
    static String cartwright(Path data, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return Run.of(command(all), data.getParent(), Map.of()).success();
    }

    /// Makes a consumer key of the administrator's.
    static Key createKey(Path data, String permissions) {
        String[] pair =
                cartwright(
                                data,
                                "api",
                                "create",
                                "--user=1",
                                "--description=test",
                                "--permissions=" + permissions,
                                "--porcelain")
                        .strip()
                        .split(":", 2);
        return new Key(pair[0], pair[1]);
    }

    URI address() {
        return address;
    }

    /// What it said so far, on both channels.
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server did not end when asked to\n" + said());
            }
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// A server listens only when it is ready to answer.
    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!listening()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError("the server did not start\n" + said());
            }
            pause();
        }
    }

    private boolean listening() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
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

    private static List<String> command(List<String> arguments) {
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
                                Main.class.getName()));
        all.addAll(arguments);
        return all;
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Both halves of a consumer key.
    record Key(String key, String secret) {
        /// As the examples read it.
        Map<String, String> environment(URI address) {
            return Map.of(
                    "COCART_API_URL",
                    address + "/wp-json/cocart",
                    "COCART_CONSUMER_KEY",
                    key,
                    "COCART_CONSUMER_SECRET",
                    secret);
        }
    }
}
