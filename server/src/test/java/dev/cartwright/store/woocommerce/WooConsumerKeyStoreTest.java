package dev.cartwright.store.woocommerce;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ConsumerKeyStoreContract;
import dev.cartwright.access.TestSealing;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.MigratedSqlite;
import dev.cartwright.store.sql.SqlConsumerKeyStore;
import dev.cartwright.store.sql.SqlShopStore;
import dev.cartwright.store.sql.SqlUsageStore;
import dev.cartwright.store.sql.SqlUserStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A shop on MariaDB, with our own store on SQLite beside it.
class WooConsumerKeyStoreTest implements ConsumerKeyStoreContract {
    private static final MariaDb SERVER = MariaDb.server();
    private static final String SHOP = SERVER.recordedStore();

    private final WooDatabase shop;
    private final Database database;
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
        store = new ShopKeys(shop, own, TestSealing.sealing(), clock).keys();
    }

    @AfterEach
    void close() {
        database.close();
        shop.close();
    }

    @Override
    public ConsumerKeyStore store() {
        return store;
    }
}
