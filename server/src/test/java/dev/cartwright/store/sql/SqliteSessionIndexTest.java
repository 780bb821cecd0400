package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.session.SessionIndex;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionIndexTest implements SessionIndexContract, ForeignTrashContract {
    @TempDir private Path directory;
    private Database database;
    private @Nullable Database other;

    @BeforeEach
    void open() {
        database = MigratedSqlite.open(directory.resolve("test.db"), InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
        Database second = other;
        if (second != null) {
            second.close();
        }
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public SessionIndex.Loading overtaking() {
        Database second = Database.sqlite(directory.resolve("test.db"), InstantSource.fixed(NOW));
        other = second;
        return new SqlSessionIndex(second).load().orElseThrow();
    }

    @Override
    public void reopen() {
        close();
        open();
    }

    @Test
    void theIndexesComeBackAsTheyWere() {
        Map<String, String> before = indexes();
        try (var loading = loading()) {
            assertThat(indexes()).hasSizeLessThan(before.size());
            loading.finish();
        }
        assertThat(indexes()).isEqualTo(before);
    }

    @Test
    void afterACrashTheNextOpeningBringsTheIndexesBack() {
        Map<String, String> before = indexes();
        var loading = loading();
        IndexMeasurement.carts(3, 8_500, NOW).forEach(one -> loading.add(List.of(one)));
        reopen();
        assertThat(indexes()).isEqualTo(before);
        assertThat(index().complete()).isFalse();
        try (var again = loading()) {
            again.finish();
        }
        assertThat(indexes()).isEqualTo(before);
        assertThat(index().complete()).isTrue();
        assertThat(store().counts().live()).isZero();
        Recount.check(database);
    }

    private Map<String, String> indexes() {
        return database.read(
                handle -> {
                    var found = new TreeMap<String, String>();
                    String sql =
                            "SELECT name, sql FROM sqlite_master"
                                    + " WHERE type = 'index' AND sql IS NOT NULL";
                    try (ResultSet rows = handle.prepare(sql).executeQuery()) {
                        while (rows.next()) {
                            found.put(rows.getString(1), rows.getString(2));
                        }
                    }
                    return found;
                });
    }
}
