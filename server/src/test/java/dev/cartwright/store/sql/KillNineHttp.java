package dev.cartwright.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.StoredSession;
import dev.cartwright.store.sql.HttpCaller.Known;
import dev.cartwright.store.sql.HttpCaller.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Kills the whole server while callers delete and restore over HTTP, again and again on one data
/// directory, and looks whether anything it acknowledged is lost or anything is half done.
final class KillNineHttp {
    private static final String MAIN = "dev.cartwright.Main";
    private static final int CALLERS = 8;
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final Path directory;
    private final Path data;
    private final Random random;
    private final List<HttpCaller> callers = new ArrayList<>();
    private final String authorization;

    /// @param directory an empty one
    KillNineHttp(Path directory, Random random) throws IOException, InterruptedException {
        this.directory = directory;
        this.data = directory.resolve("data");
        this.random = random;
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new HttpCaller(i, new Random(random.nextLong())));
        }
        String pair =
                output(
                        "api",
                        "create",
                        "--user=1",
                        "--description=kill-nine",
                        "--permissions=read_write",
                        "--porcelain",
                        "--data",
                        data.toString());
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    long acknowledged() {
        return callers.stream().mapToLong(HttpCaller::acknowledged).sum();
    }

    private Path file() {
        return data.resolve("cartwright.db");
    }

    /// Starts the server, kills it some time after the load began, and checks.
    void kill(Duration longest) throws Exception {
        seed();
        int port = freePort();
        Process server =
                start("serve", "--port=" + port, "--log-level=warn", "--data", data.toString());
        try {
            awaitListening(server, port);
            load(
                    server,
                    port,
                    random.nextLong(KillNine.SHORTEST_LIFE.toMillis(), longest.toMillis()));
        } finally {
            server.destroyForcibly().waitFor();
        }
        check();
    }

    /// What was deleted for good is made anew.
    private void seed() {
        var drafts = new ArrayList<SessionDraft>();
        for (HttpCaller caller : callers) {
            for (Known cart : caller.carts) {
                if (cart.sure == State.GONE) {
                    drafts.add(draft(cart));
                    cart.sure = State.LIVE;
                }
            }
        }
        try (Database database = Database.sqlite(file(), InstantSource.system())) {
            new SqlSessionStore(database).saveAll(drafts, Actor.SHOPPER);
        }
    }

    private static SessionDraft draft(Known cart) {
        var now = InstantSource.system().instant();
        var content =
                SampleCarts.cart(cart.total, "a@example.com", "Ann", "Day", cart.total % 50 + 1);
        return SampleCarts.draft(cart.key, Owner.of(0), now, content);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = KillNine.java(MAIN);
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CARTWRIGHT_"));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private String output(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            String line = lines.readLine();
            if (process.waitFor() != 0 || line == null) {
                throw new IllegalStateException("no key could be made");
            }
            return line;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(Process server, int port) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < end && server.isAlive()) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError("the server did not start");
    }

    private void load(Process server, int port, long millis) throws InterruptedException {
        var killed = new AtomicBoolean();
        var threads = new ArrayList<Thread>();
        for (HttpCaller caller : callers) {
            threads.add(Thread.ofPlatform().start(() -> caller.run(port, authorization, killed)));
        }
        Thread.sleep(millis); // how long the server lives is what is tried here
        if (!server.isAlive()) {
            throw new AssertionError("the server ended before it was killed");
        }
        killed.set(true);
        server.toHandle().destroyForcibly(); // SIGKILL, as kill -9
        for (Thread thread : threads) {
            thread.join();
        }
        for (HttpCaller caller : callers) {
            AssertionError wrong = caller.wrong();
            if (wrong != null) {
                throw wrong;
            }
        }
    }

    private void check() throws SQLException {
        try (Database database = Database.sqlite(file(), InstantSource.system());
                Connection connection = SqliteEngine.connect(file())) {
            var store = new SqlSessionStore(database);
            for (HttpCaller caller : callers) {
                for (Known cart : caller.carts) {
                    if (cart.underWay == null) {
                        State found = found(cart, store, connection);
                        if (found != cart.sure) {
                            throw new AssertionError(
                                    "%s: %s was acknowledged, found %s"
                                            .formatted(cart.key, cart.sure, found));
                        }
                    }
                }
                settle(caller, store, connection);
            }
        }
        HalfDone.check(file());
    }

    /// A request without an answer did everything or nothing.
    private static void settle(HttpCaller caller, SqlSessionStore store, Connection connection)
            throws SQLException {
        @Nullable Boolean happened = null;
        for (Known cart : caller.asked()) {
            State found = found(cart, store, connection);
            boolean after = found == cart.underWay;
            if (!after && found != cart.sure) {
                throw new AssertionError(
                        "%s: was %s, to be %s, found %s"
                                .formatted(cart.key, cart.sure, cart.underWay, found));
            }
            if (happened != null && happened != after) {
                throw new AssertionError("a part of a bulk deletion happened: " + cart.key);
            }
            happened = after;
            cart.sure = found;
            cart.underWay = null;
        }
        caller.settled();
    }

    private static State found(Known cart, SqlSessionStore store, Connection connection)
            throws SQLException {
        Optional<StoredSession> live = store.find(new CartKey(cart.key));
        int trashed = trashed(cart, connection);
        if (trashed + (live.isPresent() ? 1 : 0) > 1) {
            throw new AssertionError(cart.key + " is there more than once");
        }
        if (live.isPresent()) {
            if (KillNine.total(live.get()) != cart.total) {
                throw new AssertionError(cart.key + " has become another cart");
            }
            return State.LIVE;
        }
        return trashed == 1 ? State.TRASH : State.GONE;
    }

    private static int trashed(Known cart, Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT count(*) FROM session
                        WHERE live = 0 AND deleted_at IS NOT NULL AND cart_key = ? AND total = ?
                        """)) {
            statement.setString(1, cart.key);
            statement.setLong(2, cart.total);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
