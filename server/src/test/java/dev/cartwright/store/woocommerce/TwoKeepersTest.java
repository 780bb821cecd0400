package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.outage.Outage;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.EmbeddedPostgresServer;
import dev.cartwright.store.sql.SqlSessionIndex;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two servers keep one index of one shop's carts, which lies in one PostgreSQL.
class TwoKeepersTest {
    private static final int CARTS = 300;

    private final String shop = ShopBench.emptyShop();
    private final String url = EmbeddedPostgresServer.freshUrl();
    private final AtomicInteger fillings = new AtomicInteger();
    private Server one;
    private Server two;

    /// Stands still in the middle of a filling when it is told to.
    private final class Server extends ForwardingIndex {
        private final ShopBench bench;
        private final AtomicInteger looks = new AtomicInteger();
        private final CountDownLatch stands = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile boolean stand;

        Server(Database own, SessionIndex real) {
            super(real);
            bench = ShopBench.indexed(shop, own, _ -> this);
        }

        @Override
        public State state() {
            looks.incrementAndGet();
            return super.state();
        }

        @Override
        public Optional<Loading> load() {
            return super.load().map(this::watched);
        }

        private Loading watched(Loading loading) {
            fillings.incrementAndGet();
            return new Loading() {
                @Override
                public long filling() {
                    return loading.filling();
                }

                @Override
                public void add(List<ImportedSession> some) {
                    if (stand) {
                        stands.countDown();
                        ShopBench.await("the others", () -> goOn.getCount() == 0);
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

        boolean standsStill() {
            return stands.getCount() == 0;
        }

        /// It has looked for what to do since, at least twice.
        void letLook() {
            int before = looks.get();
            ShopBench.await("two looks", () -> looks.get() >= before + 3);
        }

        void refusesLists() {
            var page = new PageRequest.Numbered(1, 10);
            assertThatThrownBy(
                            () ->
                                    bench.store()
                                            .list(
                                                    SessionFilter.ALL,
                                                    SessionOrder.NEWEST_FIRST,
                                                    page))
                    .isInstanceOf(Outage.class)
                    .hasMessageContaining("being built");
            assertThatThrownBy(() -> bench.store().counts()).isInstanceOf(Outage.class);
        }
    }

    private Server server() {
        Database own = Database.postgres(url, InstantSource.system());
        return new Server(own, new SqlSessionIndex(own));
    }

    @BeforeEach
    void start() {
        one = server();
        two = server();
        one.bench.putMany(CARTS, Instant.now().getEpochSecond() + 604_800);
        one.bench.begun();
        two.bench.started();
        ShopBench.await("the first scan", one.bench.sessions::complete);
    }

    @AfterEach
    void close() {
        for (Server server : List.of(one, two)) {
            server.goOn.countDown();
            server.bench.close();
        }
    }

    private void awaitBoth() {
        one.goOn.countDown();
        two.goOn.countDown();
        for (Server server : List.of(one, two)) {
            ShopBench.await("the index", server.bench.sessions::complete);
            server.bench.awaitLikeTheShop();
        }
    }

    /// Asks for another filling, and returns whoever stands still in the middle of it.
    private Server standing() {
        one.stand = true;
        two.stand = true;
        fillings.set(0);
        one.doubt();
        ShopBench.await("a filling", () -> one.standsStill() || two.standsStill());
        return one.standsStill() ? one : two;
    }

    private Server other(Server server) {
        return server == one ? two : one;
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void oneFillsAndTheOtherWaits() {
        Server filler = standing();
        other(filler).letLook();
        assertThat(fillings).hasValue(1);
        one.refusesLists();
        two.refusesLists();
        awaitBoth();
        assertThat(fillings).hasValue(1);
    }

    @Test
    void listsAreRefusedWhereNobodyHasNoticedYet() {
        two.bench.sessions.keeper().close();
        one.bench.sessions.keeper().close();
        one.doubt();
        assertThat(two.bench.sessions.complete()).isTrue();
        two.refusesLists();
    }

    @Test
    void whatIsAskedForInTheMiddleOfAFillingIsDoneAfterwards() {
        standing();
        two.doubt();
        awaitBoth();
        assertThat(fillings).hasValue(2);
    }

    @Test
    void whenItDiesTheOtherTakesOver() {
        Server filler = standing();
        other(filler).stand = false;
        filler.bench.database.close();
        ShopBench.await("the other", other(filler).bench.sessions::complete);
        other(filler).bench.awaitLikeTheShop();
        assertThat(fillings).hasValue(2);
    }

    /// It was taken for dead, and was not.
    @Test
    void oneThatWasOvertakenGoesByTheOthersFilling() throws SQLException {
        Server filler = standing();
        other(filler).stand = false;
        run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
        ShopBench.await("the other", other(filler).bench.sessions::complete);
        awaitBoth();
        assertThat(fillings).hasValue(2);
    }
}
