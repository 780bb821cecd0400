package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.event.Actor;
import dev.cartwright.session.SampleCarts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data directory of a release that did not count by total yet.
class SpanMigrationTest {
    @TempDir private Path directory;

    @Test
    void cartsThatAreThereAreCountedAsNewOnesAre() throws SQLException {
        Path file = directory.resolve("cartwright.db");
        try (Database database = MigratedSqlite.open(file, InstantSource.system())) {
            fill(database);
        }
        forgetMigration(file);
        try (Database database = Database.sqlite(file, InstantSource.system())) {
            Recount.check(database);
            assertThat(spans(database)).isGreaterThan(100);
        }
    }

    private static void fill(Database database) {
        var store = new SqlSessionStore(database);
        var random = new Random(16);
        for (int i = 0; i < 500; i++) {
            long total = random.nextLong(Long.MAX_VALUE / 10_000) >> random.nextInt(50);
            var cart = SampleCarts.cart(i % 50 == 0 ? -total : total, "", "", "", 1);
            store.save(SampleCarts.draft("cart" + i, Instant.EPOCH, cart), Actor.SHOPPER);
        }
    }

    private static void forgetMigration(Path file) throws SQLException {
        try (Connection connection = SqliteEngine.connect(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP INDEX session_empty"); // by a later migration
            statement.executeUpdate("DROP TABLE total_span");
            assertThat(
                            statement.executeUpdate(
                                    "DELETE FROM cartwright_schema_history WHERE version >= '016'"))
                    .isEqualTo(2);
        }
    }

    private static long spans(Database database) {
        return database.read(
                handle -> new SqlText().add("SELECT count(*) FROM total_span").number(handle));
    }
}
