package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ConsumerKeyStoreContract;
import dev.cartwright.access.KeyHash;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Permission;
import dev.cartwright.access.TestSealing;
import dev.cartwright.event.Actor;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.MigratedSqlite;
import dev.cartwright.store.sql.SqlConsumerKeyStore;
import dev.cartwright.store.sql.SqlShopStore;
import dev.cartwright.store.sql.SqlUsageStore;
import dev.cartwright.store.sql.SqlUserStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop on MariaDB, with our own store on SQLite beside it.
class WooConsumerKeyStoreTest implements ConsumerKeyStoreContract {
    private static final MariaDb SERVER = MariaDb.server();
    private static final String SHOP = SERVER.recordedStore();

    private final WooDatabase shop;
    private final Database database;
    private final ShopKeys keys;
    private final ConsumerKeyStore store;

    WooConsumerKeyStoreTest(@TempDir Path directory) {
        SERVER.run(SHOP, "TRUNCATE wp_woocommerce_api_keys");
        var clock = InstantSource.fixed(NOW);
        shop = SERVER.open(SHOP);
        database = MigratedSqlite.open(directory.resolve("cartwright.db"), clock);
        var own =
                new ShopKeys.Own(
                        new SqlConsumerKeyStore(database),
                        new SqlUserStore(database),
                        new SqlShopStore(database),
                        new SqlUsageStore(database));
        keys = new ShopKeys(shop, own, TestSealing.sealing(), clock, new SecureRandom());
        store = keys.keys();
    }

    @AfterEach
    void close() {
        database.close();
        shop.close();
    }

    /// WordPress lets in whoever signs with an empty secret, if that is what the row has.
    @Test
    void noRowInTheShopHasAnEmptyOrAGuessableSecret() {
        ConsumerKey made = store.create(key("made"), Actor.OPERATOR);
        store.importAll(List.of(key("brought")), Actor.IMPORT);
        List<String> secrets = secrets();
        assertThat(secrets)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(s -> s.matches("no_[0-9a-f]{40}"));
        keys.refresh();
        assertThat(store.find(made.id()).orElseThrow().secret()).isEqualTo(made.secret());
    }

    private static ConsumerKey key(String name) {
        return new ConsumerKey(
                0,
                KeyTerms.of(1, name, Permission.READ_WRITE),
                KeyHash.of("ck_" + name),
                name,
                TestSealing.sealing().seal("cs_" + name),
                NOW,
                null,
                KeyState.NEW);
    }

    private List<String> secrets() {
        return shop.read(
                "could not read secrets",
                connection -> {
                    var secrets = new ArrayList<String>();
                    try (var statement = connection.createStatement();
                            var rows =
                                    statement.executeQuery(
                                            "SELECT consumer_secret FROM wp_woocommerce_api_keys")) {
                        while (rows.next()) {
                            secrets.add(rows.getString(1));
                        }
                    }
                    return secrets;
                });
    }

    @Override
    public ConsumerKeyStore store() {
        return store;
    }
}
