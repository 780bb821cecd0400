package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.event.Actor;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.store.sql.KillNine.Said;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Planted faults: a checker that finds nothing would make [KillNineTest] worthless.
class KillNineCheckerTest {
    private static final String KEY = "cart";
    private static final long TOTAL = 700;

    @TempDir private Path directory;

    @BeforeEach
    void write() {
        try (Database database = Database.sqlite(file(), InstantSource.system())) {
            var cart = SampleCarts.cart(TOTAL, "a@b.example", "Ada", "B", 42);
            new SqlSessionStore(database)
                    .save(SampleCarts.draft(KEY, Instant.EPOCH, cart), Actor.SHOPPER);
        }
    }

    private Path file() {
        return directory.resolve("store.db");
    }

    @Test
    void whatWasAcknowledgedAndIsThereIsFine() {
        assertThatCode(() -> check(TOTAL, null)).doesNotThrowAnyException();
    }

    @Test
    void whatWasUnderWayMayHaveHappenedOrNot() {
        assertThatCode(() -> check(TOTAL, 900L)).doesNotThrowAnyException();
        assertThatCode(() -> check(900, TOTAL)).doesNotThrowAnyException();
    }

    @Test
    void aLostAcknowledgedWriteIsNoticed() {
        assertThatThrownBy(() -> check(TOTAL + 1, null)).hasMessageContaining("acknowledged");
        assertThatThrownBy(() -> check(TOTAL + 1, TOTAL + 2)).hasMessageContaining("acknowledged");
        var never = Map.of("never-written", Said.of(5, null));
        assertThatThrownBy(() -> KillNine.check(file(), never))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("5 was acknowledged");
    }

    @Test
    void aLostAcknowledgedDeletionIsNoticed() {
        assertThatThrownBy(() -> check(0, null)).hasMessageContaining("acknowledged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM session_product",
                "DELETE FROM session_word",
                "DELETE FROM event",
                "DELETE FROM session",
                "DELETE FROM expiry_hour",
                "UPDATE created_hour SET n = n + 1",
                "UPDATE updated_hour SET hour = hour + 1",
                "UPDATE total_span SET n = n - 1",
                "UPDATE counter SET n = n + 1 WHERE kind = 'owner'",
                "UPDATE counter SET n = n + 1 WHERE kind = 'source'",
                "INSERT INTO counter (kind, value, shard, n) VALUES ('trash', '', 0, 1)",
                "UPDATE session SET version = version + 1",
            })
    void aHalfDoneWriteIsNoticed(String fault) throws SQLException {
        plant(fault);
        assertThatThrownBy(() -> KillNine.check(file(), Map.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)(half done|not sound): .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM session_document", "UPDATE session SET total = total + 1"})
    void aRowApartFromItsDocumentIsNoticed(String fault) throws SQLException {
        plant(fault);
        assertThatThrownBy(() -> check(TOTAL, null)).isInstanceOf(AssertionError.class);
    }

    private void plant(String fault) throws SQLException {
        try (Connection connection = SqliteEngine.connect(file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(fault);
        }
    }

    private void check(long sure, @Nullable Long underWay) throws SQLException {
        KillNine.check(file(), Map.of(KEY, Said.of(sure, underWay)));
    }
}
