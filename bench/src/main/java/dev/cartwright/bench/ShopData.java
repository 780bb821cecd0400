package dev.cartwright.bench;

import dev.cartwright.demo.DemoShop;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.woocommerce.CartEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Fills a shop's table of carts, and changes them as WordPress does.
final class ShopData {
    private static final int BATCH = 1_000;
    private static final long LIFE_SECONDS = 7 * 86_400L;

    private static final String INSERT =
            """
            INSERT INTO wp_cocart_carts
                (cart_key, cart_value, cart_created, cart_expiry, cart_source, cart_hash)
            VALUES (?, ?, ?, ?, ?, '')""";

    /// As CoCart saves a cart at the end of a request.
    private static final String UPSERT =
            INSERT
                    + """
                     ON DUPLICATE KEY UPDATE cart_value = VALUES(cart_value),
                        cart_expiry = VALUES(cart_expiry), cart_hash = VALUES(cart_hash)""";

    private ShopData() {}

    /// The recorded shop with so many carts in place of its own, and an index on their expiry.
    /// Nothing happens when that was done before.
    static void fill(ShopDatabase database, Path directory, Path dump, int carts)
            throws IOException, InterruptedException, SQLException {
        Path complete = directory.resolve("complete-" + carts);
        if (Files.exists(complete)) {
            return;
        }
        database.load(dump);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE wp_cocart_carts");
            statement.execute(
                    "CREATE INDEX IF NOT EXISTS cart_expiry ON wp_cocart_carts (cart_expiry)");
            statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
            connection.setAutoCommit(false);
            insert(connection, carts);
            statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
            statement.execute("ANALYZE TABLE wp_cocart_carts");
            connection.commit();
        }
        Files.writeString(complete, "");
    }

    private static void insert(Connection connection, int carts) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                Stream<SessionDraft> drafts =
                        DemoShop.carts(DataSet.SEED, carts, InstantSource.system().instant())) {
            int open = 0;
            for (SessionDraft draft : (Iterable<SessionDraft>) drafts::iterator) {
                set(insert, draft, draft.times().expiry().getEpochSecond());
                insert.addBatch();
                if (++open % BATCH == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static void set(PreparedStatement statement, SessionDraft draft, long expiry)
            throws SQLException {
        statement.setString(1, draft.key().value());
        statement.setBytes(2, CartEncoder.encode(draft.cart()));
        statement.setLong(3, draft.times().created().getEpochSecond());
        statement.setLong(4, expiry);
        statement.setString(5, "cocart");
    }

    /// Keys of carts from all over the table.
    static List<String> keys(ShopDatabase database, int most) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT cart_key FROM wp_cocart_carts"
                                        + " ORDER BY cart_id % 97, cart_id LIMIT ?")) {
            select.setInt(1, most);
            var keys = new ArrayList<String>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        }
    }

    /// Saves a cart anew under its key, as a shopper's request does: another content, and a later
    /// expiry.
    static void change(Connection connection, SessionDraft draft) throws SQLException {
        long now = InstantSource.system().instant().getEpochSecond();
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            set(upsert, draft, now + LIFE_SECONDS);
            upsert.executeUpdate();
        }
    }
}
