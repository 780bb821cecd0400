package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SessionIndex;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstScanTest {
    private static final MariaDb SERVER = MariaDb.server();
    private final long soon = Instant.now().getEpochSecond() + 604_800;

    @TempDir private Path directory;

    /// Does something when the first carts are added.
    private static final class Watched extends ForwardingIndex {
        private final AtomicInteger loads;
        private final Runnable atFirst;

        Watched(SessionIndex real, AtomicInteger loads, Runnable atFirst) {
            super(real);
            this.loads = loads;
            this.atFirst = atFirst;
        }

        @Override
        public Optional<Loading> load() {
            return super.load().map(this::watched);
        }

        private Loading watched(Loading loading) {
            boolean first = loads.incrementAndGet() == 1;
            return new Loading() {
                private boolean begun;

                @Override
                public long filling() {
                    return loading.filling();
                }

                @Override
                public void add(List<ImportedSession> some) {
                    if (first && !begun) {
                        begun = true;
                        atFirst.run();
                    }
                    loading.add(some);
                }

                @Override
                public void finish() {
                    loading.finish();
                }

                @Override
                public void close() {
                    loading.close();
                }
            };
        }
    }

    private void kill(ShopBench bench) {
        bench.column(
                        "SELECT id FROM information_schema.processlist WHERE db = '"
                                + bench.name
                                + "' AND id <> CONNECTION_ID()")
                .forEach(id -> SERVER.run("", "KILL CONNECTION " + id));
    }

    @Test
    void goesOnWhereItWasWhenTheShopIsAwayForAMoment() {
        var loads = new AtomicInteger();
        var bench = new AtomicReference<ShopBench>();
        String name = ShopBench.emptyShop();
        try (var attached =
                ShopBench.indexed(
                        name,
                        directory.resolve("own.db"),
                        index ->
                                new Watched(
                                        index,
                                        loads,
                                        () -> kill(Objects.requireNonNull(bench.get()))))) {
            bench.set(attached);
            attached.putMany(20_000, soon);
            attached.started();
            assertThat(loads).hasValue(1);
            assertThat(attached.sessions.scanned()).isEqualTo(20_000);
            assertThat(attached.store().counts().live()).isEqualTo(20_000);
        }
    }

    /// Counting all rows of a large table that does not lie in memory takes minutes.
    @Test
    void countsNoRows() {
        String name = ShopBench.emptyShop();
        try (var bench = ShopBench.indexed(name, directory.resolve("own.db"), index -> index)) {
            bench.putMany(100, soon);
            bench.run("ANALYZE TABLE wp_cocart_carts");
            SERVER.run("", "SET GLOBAL log_output = 'TABLE'", "SET GLOBAL general_log = 1");
            bench.started();
            SERVER.run("", "SET GLOBAL general_log = 0");
            assertThat(bench.column("SELECT argument FROM mysql.general_log"))
                    .anyMatch(sql -> sql.contains("wp_cocart_carts"))
                    .noneMatch(sql -> sql.contains("COUNT(*) FROM `wp_"));
        }
    }
}
