package dev.cartwright.store.woocommerce;

import dev.cartwright.session.SessionStore;
import dev.cartwright.session.SessionStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// With the keeper of the index at work.
class WooSessionStoreTest implements SessionStoreContract {
    @TempDir private Path directory;
    private ShopBench bench;

    @BeforeEach
    void attach() {
        bench =
                ShopBench.of(
                                ShopBench.emptyShop(),
                                directory.resolve("own.db"),
                                InstantSource.fixed(NOW))
                        .started();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Override
    public SessionStore store() {
        return bench.store();
    }
}
