package dev.cartwright.store.sql;

import dev.cartwright.shop.ShopStore;
import dev.cartwright.shop.ShopStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresShopStoreTest implements ShopStoreContract {
    private final Database database = EmbeddedPostgresServer.freshDatabase(InstantSource.system());
    private final ShopStore store = new SqlShopStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public ShopStore store() {
        return store;
    }
}
