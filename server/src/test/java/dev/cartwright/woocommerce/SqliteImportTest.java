package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.InMemoryConsumerKeyStore;
import dev.cartwright.access.InMemoryUserStore;
import dev.cartwright.access.TestSealing;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.MigratedSqlite;
import dev.cartwright.store.sql.SqlSessionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports into the database that is used, against the same import into memory.
class SqliteImportTest {
    @TempDir private Path folder;

    @Test
    void theDatabaseKeepsEverythingThatAnImportBrings() throws IOException {
        Path dump = ImportBench.recordedStore(folder);
        var bench = new ImportBench();
        bench.run(dump);
        var clock = InstantSource.fixed(ImportBench.NOW);
        try (Database database = MigratedSqlite.open(folder.resolve("test.db"), clock)) {
            var store = new SqlSessionStore(database);
            var importer =
                    new ImportWooCommerce(
                            store,
                            new InMemoryUserStore(),
                            new InMemoryShopStore(),
                            new ImportKeys(
                                    new InMemoryConsumerKeyStore(clock),
                                    TestSealing.sealing(),
                                    clock),
                            clock);
            importer.run(dump, Optional.empty(), ImportProgress.NONE);
            List<Session> all =
                    bench.sessions
                            .list(
                                    SessionFilter.ALL,
                                    SessionOrder.NEWEST_FIRST,
                                    new PageRequest.Numbered(1, 100))
                            .rows();
            for (Session session : all) {
                assertThat(store.find(session.key()))
                        .usingRecursiveComparison()
                        .isEqualTo(bench.sessions.find(session.key()));
            }
            store.trash(new CartKey("3"), Actor.OPERATOR);
            ImportReport again = importer.run(dump, Optional.empty(), ImportProgress.NONE);
            ImportReport.Carts carts = again.carts().getFirst();
            assertThat(carts.of(ImportOutcome.UNCHANGED)).isEqualTo(28);
            assertThat(carts.of(ImportOutcome.KEPT_DELETED)).isEqualTo(1);
            assertThat(store.find(new CartKey("3"))).isEmpty();
        }
    }
}
