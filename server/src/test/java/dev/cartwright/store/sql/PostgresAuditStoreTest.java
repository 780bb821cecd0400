package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.audit.Chain;
import dev.cartwright.audit.Verification;
import dev.cartwright.audit.Verifier;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresAuditStoreTest implements AuditStoreContract {
    private final Database database =
            EmbeddedPostgresServer.freshDatabase(InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Database database() {
        return database;
    }

    /// What began before and ends after must not fall behind the seal of what it overtook.
    @Test
    void aTransactionThatEndsLateIsWaitedFor() throws InterruptedException {
        var appended = new CountDownLatch(1);
        var sealed = new CountDownLatch(1);
        Thread late =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        database.write(
                                                handle -> {
                                                    Events.append(
                                                            handle,
                                                            NOW,
                                                            Actor.SYSTEM,
                                                            Event.Type.KEY_CREATED,
                                                            1);
                                                    appended.countDown();
                                                    await(sealed);
                                                    return true;
                                                }));
        appended.await();
        AuditStoreContract.append(database, 5);
        AuditStoreContract.sealer(database).sealAll();
        assertThat(new SqlAuditStore(database).head()).isEmpty();
        sealed.countDown();
        late.join();
        AuditStoreContract.append(database, 5);
        AuditStoreContract.sealer(database).sealAll();
        assertThat(verify().extent())
                .isEqualTo(
                        new Verification.Extent(
                                11, 1, 0, 0, new SqlAuditStore(database).head().get().hex()));
    }

    /// A dump that is read into another cluster brings the numbers of transactions that this one
    /// has yet to come to.
    @Test
    void aLogThatMovedToAnotherClusterIsSealedOn() {
        AuditStoreContract.append(database, 8);
        AuditStoreContract.sealer(database).sealAll();
        AuditStoreContract.append(database, 4);
        database.write(
                handle -> {
                    // as if they had been written where many more transactions had been
                    handle.prepare("UPDATE event SET xid = xid + 1000000000").execute();
                    handle.prepare("DELETE FROM audit_seal").execute();
                    return true;
                });
        AuditStoreContract.sealer(database).sealAll();
        AuditStoreContract.append(database, 3);
        AuditStoreContract.sealer(database).sealAll();
        AuditStoreContract.sealer(database).sealAll();
        assertThat(verify()).isInstanceOf(Verification.Intact.class);
        assertThat(verify().extent().unsealed()).isZero();
        assertThat(verify().extent().entries()).isEqualTo(15);
        assertThat(new SqlAuditStore(database).open(1).restart()).isNull();
    }

    private Verification verify() {
        return new Verifier(new SqlAuditStore(database), new Chain(AuditStoreContract.key()))
                .run(null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
