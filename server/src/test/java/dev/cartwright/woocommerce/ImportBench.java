package dev.cartwright.woocommerce;

import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.InMemoryConsumerKeyStore;
import dev.cartwright.access.InMemoryUserStore;
import dev.cartwright.access.TestSealing;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.InMemorySessionStore;
import dev.cartwright.session.StoredSession;
import dev.cartwright.shop.InMemoryShopStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Stores in memory and an import into them.
final class ImportBench {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    final InMemorySessionStore sessions = new InMemorySessionStore(InstantSource.fixed(NOW));
    final InMemoryUserStore users = new InMemoryUserStore();
    final InMemoryShopStore shop = new InMemoryShopStore();
    final InMemoryConsumerKeyStore keys = new InMemoryConsumerKeyStore(InstantSource.fixed(NOW));
    final ImportWooCommerce importer =
            new ImportWooCommerce(
                    sessions,
                    users,
                    shop,
                    new ImportKeys(keys, TestSealing.sealing(), InstantSource.fixed(NOW)),
                    InstantSource.fixed(NOW));

    ImportReport run(Path file) {
        try {
            return importer.run(file, Optional.empty(), ImportProgress.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StoredSession find(String key) {
        return sessions.find(new CartKey(key)).orElseThrow();
    }

    Cart cart(String key) {
        return ((CartDocument.Readable) find(key).document()).cart();
    }

    /// The dump of the recorded shop.
    static Path recordedStore(Path folder) {
        Path file = folder.resolve("store.sql.gz");
        try (InputStream in =
                ImportBench.class.getResourceAsStream("/recorded/store/store.sql.gz")) {
            if (in == null) {
                throw new IllegalStateException("the recorded store is missing");
            }
            Files.copy(in, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
