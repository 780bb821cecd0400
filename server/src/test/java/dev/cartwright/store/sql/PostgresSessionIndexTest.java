package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.session.SessionIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresSessionIndexTest implements SessionIndexContract, ForeignTrashContract {
    private final String url = EmbeddedPostgresServer.freshUrl();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.postgres(url, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Database database() {
        return database;
    }

    /// As the server sees a process that is gone.
    private void cutWhoeverFills() {
        database.read(
                handle -> {
                    String cut =
                            "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks"
                                    + " WHERE locktype = 'advisory' AND database ="
                                    + " (SELECT oid FROM pg_database"
                                    + " WHERE datname = current_database())";
                    try (ResultSet cuts = handle.prepare(cut).executeQuery()) {
                        assertThat(cuts.next()).isTrue();
                        return cuts.getBoolean(1);
                    }
                });
    }

    @Override
    public SessionIndex.Loading overtaking() {
        cutWhoeverFills();
        return loading();
    }

    @Test
    void anotherServerFillsWhenTheFirstIsGone() {
        try (var other = Database.postgres(url, InstantSource.fixed(NOW))) {
            var index = new SqlSessionIndex(other);
            var first = loading();
            assertThat(index.load()).isEmpty();
            close();
            try (var second = index.load().orElseThrow()) {
                assertThatThrownBy(first::finish).isInstanceOf(RuntimeException.class);
                second.finish();
            }
            assertThat(index.complete()).isTrue();
            open();
        }
    }

    /// Who asks for it may end what is idle, and the claim is nothing else.
    @Test
    void theClaimOutlivesWhatEndsIdleTransactions() throws SQLException {
        String impatient = url + "&options=-c%20idle_in_transaction_session_timeout=200";
        try (var other = Database.postgres(impatient, InstantSource.fixed(NOW))) {
            try (var loading = new SqlSessionIndex(other).load().orElseThrow()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
                assertThat(index().load()).isEmpty();
                loading.finish();
            }
            loading().close();
        }
    }

    @Override
    public void reopen() {
        close();
        open();
    }
}
