package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.audit.AuditStore;
import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.audit.PersonalDataUse;
import dev.cartwright.audit.Verification;
import dev.cartwright.audit.Verifier;
import dev.cartwright.cli.Installation;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import dev.cartwright.session.SessionDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a whole server leaves in the log of acts.
class AuditedServerTest {
    @TempDir Path directory;

    @Test
    void actsAreSealedWithinASecondAndUsesOfPersonalDataAreKept()
            throws IOException, InterruptedException {
        String cart;
        long keyId;
        try (var running = new RunningServer(directory, Map.of())) {
            Installation stores = running.server.installation();
            NewKey key = running.newKey(Permission.READ_WRITE);
            keyId = key.key().id();
            List<SessionDraft> drafts =
                    DemoShop.carts(DemoShop.SEED, 5, Instant.EPOCH.plusSeconds(1)).toList();
            stores.sessions().saveAll(drafts, Actor.SYSTEM);
            cart = drafts.getFirst().key().value();
            String one = "/wp-json/cocart/v2/session/" + cart;
            assertThat(running.get(one, key).statusCode()).isEqualTo(200);
            assertThat(running.get(one, key).statusCode()).isEqualTo(200);
            assertThat(running.delete(one, key).statusCode()).isEqualTo(200);
            awaitSealed(stores.audit());
            Entry newest = stores.audit().before(EntryFilter.ALL, Long.MAX_VALUE, 1).getFirst();
            assertThat(newest.type()).isEqualTo("CART_TRASHED");
            assertThat(newest.actorKind() + " " + newest.actorId()).isEqualTo("KEY " + keyId);
            assertThat(newest.origin()).isEqualTo("127.0.0.1");
        }
        try (Installation later = RunningServer.secondHandle(directory)) {
            assertThat(later.personalData().list(keyId, null, null, 10))
                    .extracting(PersonalDataUse::route)
                    .containsOnly("session", "delete_session");
            assertThat(
                            later.personalData().list(keyId, null, null, 10).stream()
                                    .mapToLong(PersonalDataUse::calls)
                                    .sum())
                    .isEqualTo(3);
            RunningServer.newKey(later, Permission.READ);
        }
        try (Installation last = RunningServer.secondHandle(directory)) {
            Verification result = new Verifier(last.audit(), last.auditChain()).run(null);
            assertThat(result).isInstanceOf(Verification.Intact.class);
            assertThat(result.extent().unsealed()).isZero();
            assertThat(result.extent().entries()).isEqualTo(8);
        }
    }

    private static void awaitSealed(AuditStore audit) {
        Soon.await("sealed", () -> audit.open(1).entries().isEmpty());
    }
}
