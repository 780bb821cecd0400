package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.SampleCarts;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir private Path directory;

    @Test
    void aCopyOfARunningDatabaseOpensAndHoldsEverything() {
        Path file = directory.resolve("a.db");
        Path copy = directory.resolve("b.db");
        try (Database database = Database.sqlite(file, InstantSource.system())) {
            var store = new SqlSessionStore(database);
            var cart = SampleCarts.cart(5, "", "A", "B", 1);
            store.save(SampleCarts.draft("one", Instant.EPOCH, cart), Actor.SYSTEM);
            store.save(SampleCarts.draft("two", Instant.EPOCH, cart), Actor.SYSTEM);
            store.trash(new CartKey("two"), Actor.SYSTEM);
            Backup.Report report = Backup.copy(file, copy);
            assertThat(report.sessions()).isEqualTo(2);
            assertThat(report.events()).isEqualTo(3);
            assertThatThrownBy(() -> Backup.copy(file, copy)).isInstanceOf(StoreException.class);
        }
        try (Database database = Database.sqlite(copy, InstantSource.system())) {
            assertThat(new SqlSessionStore(database).find(new CartKey("one"))).isPresent();
        }
        DatabaseCheck check = DatabaseCheck.sqlite(copy, true);
        assertThat(check.sound()).isTrue();
        assertThat(check.upToDate()).isTrue();
        assertThat(check.journalMode()).isEqualTo("wal");
        assertThat(check.sessions()).isEqualTo(check.counted()).isEqualTo(2);
    }
}
