package dev.cartwright.bench;

import dev.cartwright.cart.CartKey;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.session.SessionDraft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// The server beside a WooCommerce shop: first scan, lists, single carts, memory, how soon a change
/// shows, and what all that costs the shop's database.
final class ShopPart {
    private static final int CONNECTIONS = 64;
    private static final int SPREAD = 10_000;
    private static final int SECONDS = 10;

    /// Until the Java machine's compiler is done, which shares the cores with all the others.
    private static final int WARM_UP_SECONDS = 30;
    private static final int ROUNDS = 1_000;
    private static final int CHANGES_A_SECOND = 50;
    private static final int LOAD_SECONDS = 20;

    /// Of the recorded shop: test data.
    private static final String PAIR =
            "ck_6ad60276b7792c5e30014beae72e716f2645a6e8"
                    + ":cs_16519062ff5a88275eb56fcdbc87d9f5d34fb87a";

    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString(PAIR.getBytes(StandardCharsets.US_ASCII));

    private final Path home;
    private final Path directory;
    private final int carts;
    private final Table table;

    ShopPart(Path home, Path directory, int carts, Table table) {
        this.home = home;
        this.directory = directory;
        this.carts = carts;
        this.table = table;
    }

    void run() throws IOException, InterruptedException, SQLException {
        Path shop = directory.resolve("shop");
        try (var database = ShopDatabase.start(shop)) {
            Path dump = home.resolve("server/src/test/resources/recorded/store/store.sql.gz");
            ShopData.fill(database, shop, dump, carts);
            Path data = shop.resolve("attached");
            delete(data);
            Files.createDirectories(data);
            long begin = System.nanoTime();
            try (var server = ServerProcess.start(home, data, "--woocommerce", database.url())) {
                scan(server, begin);
                lists(server);
                single(server, database);
                changes(server, database);
                load(server, database);
                long memory = server.privateMemory();
                table.row(
                        "beside a shop: private memory after all that",
                        memory + " MiB",
                        "< 400 MiB",
                        memory < 400);
            }
        }
    }

    private void scan(ServerProcess server, long begin) throws IOException, InterruptedException {
        HttpConnection.Answer answer = list(server.port(), "");
        while (answer.status() == 503) {
            TimeUnit.MILLISECONDS.sleep(100);
            answer = list(server.port(), "");
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        table.row(
                "beside a shop: first scan of %,d carts, from the start".formatted(carts),
                "%,.0f carts/s (%.0f s)".formatted(carts / seconds, seconds),
                "≥ 12,000/s",
                carts / seconds >= 12_000 && answer.status() == 200);
    }

    private static HttpConnection.Answer list(int port, String query) throws IOException {
        try (var connection = new HttpConnection(port)) {
            return connection.exchange(
                    HttpConnection.get(ListLatency.SESSIONS + "?" + query, AUTHORIZATION));
        }
    }

    private void lists(ServerProcess server) throws IOException {
        latency(server, "first page", _ -> "");
        latency(server, "status=active", _ -> "status=active");
        latency(server, "min_total by total", i -> "orderby=total&min_total=" + (i % 50));
        latency(server, "90 % deep by key", i -> "orderby=cart_key&page=" + (1 + i % 100));
    }

    private void latency(ServerProcess server, String what, IntFunction<String> query)
            throws IOException {
        var nanos = new Histogram(3);
        try (var connection = new HttpConnection(server.port())) {
            for (int i = -ROUNDS; i < ROUNDS; i++) {
                byte[] request =
                        HttpConnection.get(
                                ListLatency.SESSIONS + "?" + query.apply(Math.abs(i)),
                                AUTHORIZATION);
                long start = System.nanoTime();
                int status = connection.exchange(request).status();
                if (status != 200) {
                    throw new IllegalStateException(what + " was answered with " + status);
                }
                if (i >= 0) {
                    nanos.recordValue(System.nanoTime() - start);
                }
            }
        }
        double p99 = nanos.getValueAtPercentile(99) / 1e6;
        table.row(
                "beside a shop: %s, p99".formatted(what),
                "%.1f ms (median %.1f ms)".formatted(p99, nanos.getValueAtPercentile(50) / 1e6),
                "< 20 ms",
                p99 < 20);
    }

    private void single(ServerProcess server, ShopDatabase database)
            throws IOException, InterruptedException, SQLException {
        Path keys = Files.write(directory.resolve("shop-keys"), ShopData.keys(database, SPREAD));
        var wrk = new Wrk(directory);
        wrk.peak(server.port(), CONNECTIONS, WARM_UP_SECONDS, keys, AUTHORIZATION);
        double peak = wrk.peak(server.port(), CONNECTIONS, SECONDS, keys, AUTHORIZATION);
        table.row(
                "beside a shop: GET session/{key}, 64 connections",
                "%,.0f/s".formatted(peak),
                "≥ 5,000/s",
                peak >= 5_000);
    }

    /// From the shop's commit to the list that shows it.
    private void changes(ServerProcess server, ShopDatabase database)
            throws IOException, InterruptedException, SQLException {
        List<String> keys = ShopData.keys(database, 20);
        var millis = new ArrayList<Double>();
        try (Connection connection = database.connect()) {
            for (SessionDraft draft : drafts(keys)) {
                ShopData.change(connection, draft);
                millis.add(untilListed(server, draft));
            }
        }
        millis.sort(Comparator.naturalOrder());
        table.row(
                "beside a shop: a changed cart shows in lists, slowest of %d"
                        .formatted(keys.size()),
                "%.0f ms (median %.0f ms)"
                        .formatted(millis.getLast(), millis.get(millis.size() / 2)),
                "< 2,000 ms",
                millis.getLast() < 2_000);
    }

    private static double untilListed(ServerProcess server, SessionDraft draft)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String key = "\"cart_key\":\"" + draft.key().value() + "\"";
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(30)) {
            var answer = list(server.port(), "orderby=cart_expiry&order=desc&per_page=5");
            if (new String(answer.body(), StandardCharsets.UTF_8).contains(key)) {
                return (System.nanoTime() - begin) / 1e6;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("a changed cart never showed in a list");
    }

    /// What we cost the shop's database while it is being changed: with us, less without us.
    private void load(ServerProcess server, ShopDatabase database)
            throws IOException, InterruptedException, SQLException {
        List<String> keys = ShopData.keys(database, SPREAD);
        double with = cpuWhileChanging(database, keys);
        server.pause();
        double without = cpuWhileChanging(database, keys);
        server.resume();
        double share = 100 * (with - without) / LOAD_SECONDS;
        table.row(
                "beside a shop: its database's CPU for us, %d changes a second"
                        .formatted(CHANGES_A_SECOND),
                "%.1f %% of a core".formatted(share),
                "< 5 %",
                share < 5);
    }

    private static double cpuWhileChanging(ShopDatabase database, List<String> keys)
            throws SQLException, InterruptedException {
        List<SessionDraft> drafts = drafts(keys);
        var random = new Random(DataSet.SEED);
        try (Connection connection = database.connect()) {
            double before = database.cpuSeconds();
            long begin = System.nanoTime();
            for (int i = 0; i < LOAD_SECONDS * CHANGES_A_SECOND; i++) {
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / CHANGES_A_SECOND;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                ShopData.change(connection, drafts.get(random.nextInt(drafts.size())));
            }
            return database.cpuSeconds() - before;
        }
    }

    /// Other carts under these keys.
    private static List<SessionDraft> drafts(List<String> keys) {
        int count = Math.min(keys.size(), 1_000);
        try (Stream<SessionDraft> others =
                DemoShop.carts(DataSet.SEED + 1, count, InstantSource.system().instant())) {
            List<SessionDraft> all = others.toList();
            var named = new ArrayList<SessionDraft>(count);
            for (int i = 0; i < count; i++) {
                SessionDraft other = all.get(i);
                named.add(
                        new SessionDraft(
                                new CartKey(keys.get(i)),
                                other.owner(),
                                other.times(),
                                other.source(),
                                other.cart()));
            }
            return named;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
