package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Data;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Contended;
import dev.cartwright.outage.Outage;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// WordPress writes whole rows, deletes them and pushes their expiry, while we list, delete,
/// restore, and keep the index.
///
/// The system property `cartwright.beside.runs` asks for more runs, `cartwright.beside.seed` for
/// the same ones again.
class WordPressBesideUsTest {
    private static final int KEYS = 24;
    private static final Duration RUN = Duration.ofMillis(2_500);

    /// What the shop wrote last under each key; absent when it deleted that.
    private final Map<String, Long> newest = new ConcurrentHashMap<>();

    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong deletions = new AtomicLong();
    private final AtomicLong restorations = new AtomicLong();

    @Test
    void theIndexEndsLikeTheTablesAndNoNewerCartIsLost(@TempDir Path directory)
            throws InterruptedException, IOException {
        int runs = Integer.getInteger("cartwright.beside.runs", 3);
        long first = Long.getLong("cartwright.beside.seed", new Random().nextLong());
        for (int run = 0; run < runs; run++) {
            long seed = first + run;
            String shop = ShopBench.emptyShop();
            Path own = directory.resolve("own" + run + ".db");
            try (var bench = ShopBench.of(shop, own, InstantSource.system()).started()) {
                run(bench, seed, run % 2 == 1);
            } catch (RuntimeException | ExecutionException | AssertionError e) {
                throw new AssertionError("seed %d".formatted(seed), e);
            }
            MariaDb.server().drop(shop);
            Files.delete(own);
        }
    }

    /// @param rebuilt whether the index is filled anew meanwhile
    private void run(ShopBench bench, long seed, boolean rebuilt)
            throws InterruptedException, ExecutionException {
        if (rebuilt) {
            bench.run("ALTER TABLE wp_cocart_carts ADD INDEX (cart_expiry)");
            bench.sessions.keeper().rebuild();
        }
        newest.clear();
        act(bench, seed);
        ShopBench.await("the index to be filled", bench.sessions::complete);
        ShopBench.await("the ledger to be empty", () -> bench.open().isEmpty());
        bench.awaitLikeTheShop();
        nothingIsLost(bench);
    }

    private void act(ShopBench bench, long seed) throws InterruptedException, ExecutionException {
        var over = new AtomicBoolean();
        BooleanSupplier enough = enough();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 3; i++) {
                var random = new Random(seed * 31 + i);
                int part = i;
                all.add(threads.submit(() -> wordPress(bench, random, part, over)));
            }
            for (int i = 0; i < 3; i++) {
                var random = new Random(seed * 37 + i);
                all.add(threads.submit(() -> us(bench, random, over)));
            }
            try {
                Thread.sleep(RUN);
                ShopBench.await(
                        "enough to happen",
                        () -> enough.getAsBoolean() || all.stream().anyMatch(Future::isDone));
            } finally {
                over.set(true);
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    /// A busy machine takes longer for as much.
    private BooleanSupplier enough() {
        long written = writes.get() + 100;
        long deleted = deletions.get() + 10;
        long restored = restorations.get() + 2;
        return () ->
                writes.get() >= written
                        && deletions.get() >= deleted
                        && restorations.get() >= restored;
    }

    /// Each key is written by one thread, so that it is known what was written last.
    private void wordPress(ShopBench bench, Random random, int part, AtomicBoolean over) {
        try (Connection connection = MariaDb.server().connect(bench.name)) {
            while (!over.get()) {
                int which = random.nextInt(KEYS / 3) * 3 + part;
                try {
                    wordPress(connection, which, random.nextInt(10));
                } catch (SQLTransactionRollbackException _) {
                    wasWordPressAlone(bench);
                }
                Thread.sleep(random.nextInt(6));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void wordPress(Connection connection, int which, int act) throws SQLException {
        String key = which % 6 == 0 ? Integer.toString(1000 + which) : "t_" + which;
        boolean nativeRow = which % 4 == 3;
        switch (act) {
            case 0 -> delete(connection, key, nativeRow);
            case 1, 2 -> push(connection, key, nativeRow);
            default -> write(connection, key, nativeRow);
        }
    }

    /// Two of WordPress's own statements end one another now and then, without us too. With one of
    /// ours, which name tables in quotes, none may.
    private static void wasWordPressAlone(ShopBench bench) {
        String status = MariaDb.server().text(bench.name, "SHOW ENGINE INNODB STATUS", 3);
        String since = status.substring(status.indexOf("LATEST DETECTED DEADLOCK"));
        String deadlock = since.substring(0, since.indexOf("\nTRANSACTIONS\n"));
        if (MariaDb.server().text(bench.name, "SELECT VERSION()").contains("MariaDB")) {
            assertThat(deadlock).doesNotContain("INTO `wp_", "FROM `wp_", "UPDATE `wp_");
        }
    }

    private void write(Connection connection, String key, boolean nativeRow) throws SQLException {
        long number = writes.incrementAndGet();
        String sql =
                nativeRow
                        ? """
                          INSERT INTO wp_woocommerce_sessions
                            (session_value, session_expiry, session_key)
                          VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE
                            session_value = VALUES(session_value),
                            session_expiry = VALUES(session_expiry)"""
                        : """
                          INSERT INTO wp_cocart_carts (cart_value, cart_expiry, cart_key,
                            cart_created, cart_source, cart_hash)
                          VALUES (?, ?, ?, 1700000000, 'cocart', '') ON DUPLICATE KEY UPDATE
                            cart_value = VALUES(cart_value), cart_expiry = VALUES(cart_expiry)""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, ShopBench.word(Long.toString(number)));
            statement.setLong(2, expiry());
            statement.setString(3, key);
            statement.executeUpdate();
        }
        newest.put(key, number);
    }

    private static long expiry() {
        return System.currentTimeMillis() / 1000 + 604_800;
    }

    private void delete(Connection connection, String key, boolean nativeRow) throws SQLException {
        // nobody may take the newest for lost while this is under way
        newest.remove(key);
        String table = nativeRow ? "wp_woocommerce_sessions" : "wp_cocart_carts";
        String column = nativeRow ? "session_key" : "cart_key";
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + table + " WHERE " + column + " = ?")) {
            statement.setString(1, key);
            statement.executeUpdate();
        }
    }

    private static void push(Connection connection, String key, boolean nativeRow)
            throws SQLException {
        String sql =
                nativeRow
                        ? "UPDATE wp_woocommerce_sessions SET session_expiry = ?"
                                + " WHERE session_key = ?"
                        : "UPDATE wp_cocart_carts SET cart_expiry = ? WHERE cart_key = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, expiry());
            statement.setString(2, key);
            statement.executeUpdate();
        }
    }

    private void us(ShopBench bench, Random random, AtomicBoolean over) {
        while (!over.get()) {
            try {
                act(bench.store(), random);
                Thread.sleep(random.nextInt(4));
            } catch (Contended | Outage _) {
                // a caller would ask again
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void act(WooSessionStore store, RandomGenerator random) {
        int which = random.nextInt(KEYS);
        var key = new CartKey(which % 6 == 0 ? Integer.toString(1000 + which) : "t_" + which);
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                if (store.trash(key, Actor.OPERATOR).isPresent()) {
                    deletions.incrementAndGet();
                }
            }
            case 2, 3 -> {
                if (store.restore(key, Actor.OPERATOR)
                        instanceof dev.cartwright.session.Restoration.Restored) {
                    restorations.incrementAndGet();
                }
            }
            case 4 -> store.find(key);
            case 5 -> {
                var filter = SessionFilter.builder().search("t_1").build();
                store.deleteAll(new Selection.Matching(filter, 3), false, false, Actor.OPERATOR);
            }
            default -> {
                Page<Session> page =
                        store.list(
                                SessionFilter.ALL,
                                SessionOrder.NEWEST_FIRST,
                                new PageRequest.Numbered(1, 50));
                store.load(page.rows());
            }
        }
    }

    /// What the shop wrote last is live or in trash. (What it deleted may be anywhere.)
    private void nothingIsLost(ShopBench bench) {
        WooSessionStore store = bench.store();
        Map<String, Set<String>> kept = new ConcurrentHashMap<>();
        for (SessionFilter filter :
                List.of(SessionFilter.ALL, SessionFilter.builder().status(Status.TRASH).build())) {
            int page = 1;
            List<Session> rows;
            do {
                rows =
                        store.list(
                                        filter,
                                        SessionOrder.NEWEST_FIRST,
                                        new PageRequest.Numbered(page++, 200))
                                .rows();
                for (StoredSession stored : store.load(rows)) {
                    kept.computeIfAbsent(
                                    stored.session().key().value(),
                                    _ -> ConcurrentHashMap.newKeySet())
                            .add(word(stored));
                }
            } while (!rows.isEmpty());
        }
        Map<String, Long> lost =
                newest.entrySet().stream()
                        .filter(
                                entry ->
                                        !kept.getOrDefault(entry.getKey(), Set.of())
                                                .contains(entry.getValue().toString()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(lost).isEmpty();
    }

    private static String word(StoredSession stored) {
        var cart = ((CartDocument.Readable) stored.document()).cart();
        var word = Objects.requireNonNull(cart.sessionValue()).values().get("word");
        return word instanceof Data.Text(String text) ? text : "";
    }
}
