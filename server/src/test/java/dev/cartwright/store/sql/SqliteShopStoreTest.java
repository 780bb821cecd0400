package dev.cartwright.store.sql;

import dev.cartwright.shop.ShopStore;
import dev.cartwright.shop.ShopStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteShopStoreTest implements ShopStoreContract {
    private final Database database;
    private final ShopStore store;

    SqliteShopStoreTest(@TempDir Path directory) {
        database = Database.sqlite(directory.resolve("cartwright.db"), InstantSource.system());
        store = new SqlShopStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public ShopStore store() {
        return store;
    }
}
