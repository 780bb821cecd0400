package dev.cartwright.store.sql;

import dev.cartwright.shop.ShopCopies;
import dev.cartwright.shop.ShopCopiesContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresShopStoreTest implements ShopCopiesContract {
    private final Database database = EmbeddedPostgresServer.freshDatabase(InstantSource.system());
    private final ShopCopies store = new SqlShopStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public ShopCopies store() {
        return store;
    }
}
