package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionStore;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.MigratedSqlite;
import dev.cartwright.store.sql.SqlForeignTrash;
import dev.cartwright.store.sql.SqlSessionIndex;
import dev.cartwright.store.sql.SqlSessionStore;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.LiveCarts;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A shop's database on a real MariaDB, attached, with SQLite as our own database, or any other.
public final class ShopBench implements AutoCloseable {
    static final String[] TABLES = {
        """
        CREATE TABLE wp_cocart_carts (
          cart_id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
          cart_key char(42) NOT NULL,
          cart_value longtext NOT NULL,
          cart_created bigint(20) unsigned NOT NULL,
          cart_expiry bigint(20) unsigned NOT NULL,
          cart_source varchar(200) NOT NULL,
          cart_hash varchar(200) NOT NULL,
          UNIQUE KEY cart_key (cart_key)
        ) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci""",
        """
        CREATE TABLE wp_woocommerce_sessions (
          session_id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
          session_key char(32) NOT NULL,
          session_value longtext NOT NULL,
          session_expiry bigint(20) unsigned NOT NULL,
          UNIQUE KEY session_key (session_key)
        ) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci""",
        """
        CREATE TABLE wp_users (
          ID bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
          user_login varchar(60) NOT NULL DEFAULT '',
          user_email varchar(100) NOT NULL DEFAULT ''
        ) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci""",
        """
        CREATE TABLE wp_usermeta (
          umeta_id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
          user_id bigint(20) unsigned NOT NULL DEFAULT 0,
          meta_key varchar(255) DEFAULT NULL,
          meta_value longtext DEFAULT NULL,
          KEY user_id (user_id)
        ) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci"""
    };

    private static final Duration SOON = Duration.ofMinutes(2);

    final String name;
    final WooDatabase shop;
    final Database database;
    final SqlSessionStore own;
    final SessionIndex index;
    final SqlForeignTrash trash;
    final WooSessions sessions;
    private volatile LiveCarts live;

    /// Keeps the moment in memory.
    static final class Remembered implements SweptAt {
        private volatile Instant moment = Instant.EPOCH;
        private volatile String place = "";
        private volatile String reader = "";

        @Override
        public Instant last() {
            return moment;
        }

        @Override
        public String place() {
            return place;
        }

        @Override
        public String reader() {
            return reader;
        }

        @Override
        public void keep(Instant swept, String inLog, String salt) {
            moment = swept;
            place = inLog;
            reader = salt;
        }
    }

    private ShopBench(
            String name,
            WooDatabase shop,
            Database database,
            Currency currency,
            InstantSource clock,
            UnaryOperator<ForeignTrash> around,
            UnaryOperator<SessionIndex> aroundIndex,
            WooSessions.Following following) {
        this.name = name;
        live = new LiveCarts(currency);
        this.shop = shop;
        this.database = database;
        own = new SqlSessionStore(database);
        index = new SqlSessionIndex(database);
        trash = new SqlForeignTrash(database);
        sessions =
                new WooSessions(
                        shop,
                        new WooSessions.Own(
                                own.indexed(), aroundIndex.apply(index), around.apply(trash)),
                        () -> live,
                        following,
                        clock);
    }

    /// The shop has another currency from now on.
    void currency(Currency currency) {
        live = new LiveCarts(currency);
    }

    static ShopBench of(String name, Path file, InstantSource clock) {
        return of(name, MariaDb.server().open(name), file, clock, trash -> trash);
    }

    /// A shop whose tables are in a dump, attached, with its index filled.
    public static ShopBench ofDump(
            InputStream sql, Path file, Currency currency, InstantSource clock) {
        String name = MariaDb.server().freshDatabase();
        MariaDb.server().load(name, sql);
        WooDatabase shop = MariaDb.server().open(name);
        Database own = MigratedSqlite.open(file, clock);
        return new ShopBench(
                        name,
                        shop,
                        own,
                        currency,
                        clock,
                        trash -> trash,
                        index -> index,
                        withoutLog())
                .started();
    }

    public SessionStore sessions() {
        return sessions.store();
    }

    static ShopBench of(
            String name,
            WooDatabase shop,
            Path file,
            InstantSource clock,
            UnaryOperator<ForeignTrash> around) {
        return of(name, shop, MigratedSqlite.open(file, clock), clock, around);
    }

    /// As one of several processes with the same database.
    static ShopBench of(
            String name,
            WooDatabase shop,
            Database own,
            InstantSource clock,
            UnaryOperator<ForeignTrash> around) {
        return new ShopBench(
                name, shop, own, Currency.USD, clock, around, index -> index, withoutLog());
    }

    private static WooSessions.Following withoutLog() {
        return new WooSessions.Following(
                new Remembered(), LogUse.OFF, RandomGenerator.getDefault());
    }

    /// One that reads the binary log where it can.
    ///
    /// @param remembered what an earlier one left behind
    static ShopBench following(String name, WooDatabase shop, Path file, Remembered remembered) {
        var following =
                new WooSessions.Following(remembered, LogUse.AUTO, RandomGenerator.getDefault());
        return new ShopBench(
                name,
                shop,
                MigratedSqlite.open(file, InstantSource.system()),
                Currency.USD,
                InstantSource.system(),
                trash -> trash,
                index -> index,
                following);
    }

    /// With another index between.
    static ShopBench indexed(String name, Path file, UnaryOperator<SessionIndex> aroundIndex) {
        return indexed(name, MigratedSqlite.open(file, InstantSource.system()), aroundIndex);
    }

    static ShopBench indexed(String name, Database own, UnaryOperator<SessionIndex> aroundIndex) {
        return new ShopBench(
                name,
                MariaDb.server().open(name),
                own,
                Currency.USD,
                InstantSource.system(),
                trash -> trash,
                aroundIndex,
                withoutLog());
    }

    /// The name of a new database with the tables of a shop, and no rows.
    static String emptyShop() {
        String name = MariaDb.server().freshDatabase();
        MariaDb.server().run(name, TABLES);
        return name;
    }

    /// With the keeper at work.
    ShopBench begun() {
        sessions.start();
        return this;
    }

    /// With the index filled, and the keeper at work.
    ShopBench started() {
        sessions.start();
        await("the first scan", sessions::complete);
        return this;
    }

    /// What was begun and not ended.
    List<ForeignTrash.Pending> open() {
        return trash.works().stream().flatMap(work -> trash.open(work, 0).stream()).toList();
    }

    WooSessionStore store() {
        return sessions.store();
    }

    static void await(String what, BooleanSupplier true_) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!true_.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(deadline);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Until the index is like the shop's tables.
    void awaitLikeTheShop() {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            Map<CartKey, String> shown = indexed();
            Map<CartKey, String> there = inShop();
            if (shown.equals(there)) {
                break;
            }
            if (System.nanoTime() > deadline) {
                assertThat(shown).isEqualTo(there);
            }
            await("a while", () -> true);
        }
        await("the index", sessions::complete);
        assertThat(store().counts().live()).isEqualTo(inShop().size());
    }

    /// Fingerprints by key; of a key in both tables the first one's.
    Map<CartKey, String> inShop() {
        var carts = new ShopCarts(shop, new CartLayouts(shop));
        Map<CartKey, String> found = new TreeMap<>();
        for (CartTable table : CartTable.values()) {
            for (ShopMark mark : carts.marks(table, 0, 100_000, live.salt())) {
                CartKey.parse(mark.key())
                        .ifPresent(key -> found.putIfAbsent(key, mark.fingerprint()));
            }
        }
        return found;
    }

    Map<CartKey, String> indexed() {
        Map<CartKey, String> found = new TreeMap<>();
        for (CartTable table : CartTable.values()) {
            for (SessionIndex.Mark mark : index.marks(table.origin(), 0, 100_000)) {
                found.put(mark.key(), mark.fingerprint());
            }
        }
        return found;
    }

    /// A row as CoCart writes it.
    void put(String key, byte[] value, long expiry) {
        put(
                "INSERT INTO wp_cocart_carts (cart_key, cart_value, cart_created, cart_expiry,"
                        + " cart_source, cart_hash) VALUES (?, ?, 1700000000, ?, 'cocart', '')"
                        + " ON DUPLICATE KEY UPDATE cart_value = VALUES(cart_value),"
                        + " cart_expiry = VALUES(cart_expiry)",
                key,
                value,
                expiry);
    }

    /// A row as WooCommerce writes it.
    void putNative(String key, byte[] value, long expiry) {
        put(
                "INSERT INTO wp_woocommerce_sessions (session_key, session_value, session_expiry)"
                        + " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE session_value ="
                        + " VALUES(session_value), session_expiry = VALUES(session_expiry)",
                key,
                value,
                expiry);
    }

    /// Small carts `t_1`, `t_2` and so on, as CoCart writes them.
    void putMany(int count, long expiry) {
        String rows =
                IntStream.rangeClosed(1, count)
                        .mapToObj(
                                i -> "('t_%d', 'a:0:{}', 5, %d, 'cocart', '')".formatted(i, expiry))
                        .collect(Collectors.joining(", "));
        run(
                "INSERT INTO wp_cocart_carts (cart_key, cart_value, cart_created, cart_expiry,"
                        + " cart_source, cart_hash) VALUES "
                        + rows);
    }

    private void put(String sql, String key, byte[] value, long expiry) {
        try (Connection connection = MariaDb.server().connect(name);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            statement.setBytes(2, value);
            statement.setLong(3, expiry);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String... statements) {
        MariaDb.server().run(name, statements);
    }

    List<String> column(String select) {
        try (Connection connection = MariaDb.server().connect(name);
                PreparedStatement statement = connection.prepareStatement(select);
                ResultSet rows = statement.executeQuery()) {
            var cells = new ArrayList<String>();
            while (rows.next()) {
                cells.add(rows.getString(1));
            }
            return cells;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A cart without items that tells one word.
    static byte[] word(String word) {
        return "a:1:{s:4:\"word\";s:%d:\"%s\";}"
                .formatted(word.length(), word)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sessions.close();
        shop.close();
        database.close();
    }
}
