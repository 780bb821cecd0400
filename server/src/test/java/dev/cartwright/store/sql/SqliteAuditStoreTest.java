package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.audit.Chain;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.audit.Verification.Finding;
import dev.cartwright.audit.Verification.Tampered;
import dev.cartwright.audit.Verifier;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditStoreTest implements AuditStoreContract {
    private final Database database;

    SqliteAuditStoreTest(@TempDir Path directory) {
        database =
                MigratedSqlite.open(directory.resolve("cartwright.db"), InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Database database() {
        return database;
    }

    /// A column of SQLite takes texts for numbers, and reads 5x as 5.
    @Test
    void aValueOfAnotherTypeThatReadsTheSameIsFound() {
        AuditStoreContract.append(database, 3);
        AuditStoreContract.sealer(database).sealAll();
        database.write(
                handle -> {
                    handle.prepare("UPDATE event SET subject = subject || 'x' WHERE sequence = 2")
                            .execute();
                    return true;
                });
        assertThat(
                        new Verifier(
                                        new SqlAuditStore(database),
                                        new Chain(AuditStoreContract.key()))
                                .run(null))
                .isInstanceOfSatisfying(
                        Tampered.class,
                        result ->
                                assertThat(result.findings())
                                        .singleElement()
                                        .extracting(Finding::number)
                                        .isEqualTo(2L));
    }

    @Test
    void whatTheLogIsSearchedByHasAnIndex() {
        assertThat(plan(new EntryFilter(3L, null, null, null, null)))
                .contains("event_key", "event_subject");
        assertThat(plan(new EntryFilter(null, 3L, null, null, null))).contains("event_subject");
        assertThat(plan(new EntryFilter(null, null, 3L, null, null))).contains("event_subject");
        assertThat(plan(new EntryFilter(null, null, null, "KEY_ROLLED", null)))
                .contains("event_rare");
        assertThat(plan(EntryFilter.ALL)).doesNotContain("SCAN e ").doesNotContain("TEMP B-TREE");
    }

    private String plan(EntryFilter filter) {
        var slice = new EntryRows.Slice(filter, Long.MAX_VALUE, true, 50);
        SqlText select = EntryRows.select(Dialect.SQLITE, slice);
        return database.read(
                "could not explain",
                handle -> {
                    var lines = new StringJoiner("; ");
                    SqlText explain = new SqlText().add("EXPLAIN QUERY PLAN ").add(select);
                    try (ResultSet rows = explain.prepare(handle).executeQuery()) {
                        while (rows.next()) {
                            lines.add(rows.getString("detail"));
                        }
                    }
                    return lines.toString();
                });
    }
}
