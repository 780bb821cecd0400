package dev.cartwright;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cartwright.access.Keys;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.cli.Installation;
import dev.cartwright.cli.Server;
import dev.cartwright.event.Actor;
import dev.cartwright.log.Logging;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// The whole server as `serve` starts it, on a free port of this machine, with its log kept.
final class RunningServer implements AutoCloseable {
    final Server server;
    final URI address;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Logging logging;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final HttpClient client = HttpClient.newHttpClient();

    RunningServer(Path directory, Map<String, String> moreFlags) {
        logging = new Logging(log);
        server = launcher(directory, logging).server(flags(moreFlags));
        address = server.start();
    }

    static Launcher launcher(Path directory, Logging logging) {
        return new Launcher(
                new CommandConfiguration(
                        directory, Map.of("CARTWRIGHT_DATA", directory.resolve("data").toString())),
                logging,
                new EndSignal(),
                Clock.systemUTC(),
                new SecureRandom());
    }

    /// As another process would open the same directory.
    static Installation secondHandle(Path directory) {
        var launcher = launcher(directory, new Logging(new ByteArrayOutputStream()));
        return launcher.installation(launcher.configuration().settings(Map.of()), false);
    }

    private static Map<String, String> flags(Map<String, String> more) {
        var flags = new HashMap<>(Map.of("port", "0", "log-format", "json"));
        flags.putAll(more);
        return flags;
    }

    NewKey newKey(Permission permission) {
        return newKey(server.installation(), permission);
    }

    static NewKey newKey(Installation stores, Permission permission) {
        return switch (stores.keyMaker().create(1, "test", permission, Actor.OPERATOR)) {
            case Keys.Creation.Created(var made) -> made;
            case Keys.Creation.Refused(var faults) -> throw new AssertionError(faults);
        };
    }

    static String basic(NewKey key) {
        return basic(key.consumerKey(), key.consumerSecret());
    }

    static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    HttpResponse<String> get(String path, NewKey key) throws IOException {
        return send(request(path).header("Authorization", basic(key)));
    }

    HttpResponse<String> delete(String path, NewKey key) throws IOException {
        return send(request(path).DELETE().header("Authorization", basic(key)));
    }

    /// Everything logged so far; complete once the server is closed.
    String log() {
        return log.toString(UTF_8);
    }

    @Override
    public void close() {
        stop();
    }

    /// A caller whom the end of the server has left without an answer waits for ever.
    private void endCalls() {
        client.shutdown();
        try {
            if (!client.awaitTermination(PATIENCE)) {
                client.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    /// May be called before [#close].
    void stop() {
        if (!closed.getAndSet(true)) {
            server.close();
            logging.close();
            endCalls();
        }
    }
}
