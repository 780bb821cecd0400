package dev.cartwright.store.sql;

import dev.cartwright.shop.ShopCopies;
import dev.cartwright.shop.ShopCopiesContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteShopStoreTest implements ShopCopiesContract {
    private final Database database;
    private final ShopCopies store;

    SqliteShopStoreTest(@TempDir Path directory) {
        database = MigratedSqlite.open(directory.resolve("cartwright.db"), InstantSource.system());
        store = new SqlShopStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public ShopCopies store() {
        return store;
    }
}
