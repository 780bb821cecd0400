package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.audit.Chain;
import dev.cartwright.audit.Verification.Finding;
import dev.cartwright.audit.Verification.Tampered;
import dev.cartwright.audit.Verifier;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditStoreTest implements AuditStoreContract {
    private final Database database;

    SqliteAuditStoreTest(@TempDir Path directory) {
        database = Database.sqlite(directory.resolve("cartwright.db"), InstantSource.fixed(NOW));
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
}
