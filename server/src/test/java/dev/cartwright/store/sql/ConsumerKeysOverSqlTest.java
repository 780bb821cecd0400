package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.Soon;
import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authentication.Rejected;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.KeyGenerator;
import dev.cartwright.access.Keys;
import dev.cartwright.access.Keys.Creation;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.TestSealing;
import dev.cartwright.event.Actor;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The check of keys on a real database that another process changes: here a second [Database] on
/// the same file.
class ConsumerKeysOverSqlTest {
    private final InstantSource clock = InstantSource.system();
    private final SecretSealing sealing = TestSealing.sealing();
    private final List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
    @TempDir private Path directory;

    @Test
    void keysMadeAndRevokedByAnotherProcessAreSeenWithinASecond() {
        try (Database server = open();
                Database tool = open();
                ConsumerKeys door = door(server)) {
            door.start();
            var keys = keys(tool);
            made(door, keys);
            Soon.quickest(
                    Duration.ofSeconds(1),
                    () -> create(keys),
                    made -> ask(door, made) instanceof Granted);
            Soon.quickest(
                    Duration.ofSeconds(1),
                    () -> {
                        NewKey made = made(door, keys);
                        keys.revoke(made.key().id(), Actor.OPERATOR);
                        return made;
                    },
                    made -> ask(door, made).equals(revoked(made)));
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void aDecisionAsksNoDatabase() {
        Database server = open();
        ConsumerKeys door = door(server);
        NewKey made = create(keys(server));
        door.refresh();
        server.close();
        assertThat(ask(door, made)).isInstanceOf(Granted.class);
        var unknown = new KeyAndSecret("ck_unknown", made.consumerSecret());
        assertThat(door.authenticate(unknown, Permission.READ, ""))
                .isEqualTo(new Rejected(Reason.WRONG_CREDENTIALS));
    }

    /// A key that the door knows.
    private NewKey made(ConsumerKeys door, Keys keys) {
        NewKey made = create(keys);
        Soon.await("made", () -> ask(door, made) instanceof Granted);
        return made;
    }

    private static Rejected revoked(NewKey key) {
        return new Rejected(Reason.KEY_REVOKED, key.key().id(), null);
    }

    private static Authentication ask(ConsumerKeys door, NewKey key) {
        var pair = new KeyAndSecret(key.consumerKey(), key.consumerSecret());
        return door.authenticate(pair, Permission.READ, "");
    }

    private Database open() {
        return MigratedSqlite.open(directory.resolve("cartwright.db"), clock);
    }

    private ConsumerKeys door(Database database) {
        return new ConsumerKeys(
                new SqlConsumerKeyStore(database),
                new SqlUserStore(database),
                sealing,
                new SecureRandom(),
                clock,
                failures::add);
    }

    private Keys keys(Database database) {
        return new Keys(
                new SqlConsumerKeyStore(database),
                new SqlUserStore(database),
                sealing,
                new KeyGenerator(new SecureRandom()),
                clock);
    }

    private static NewKey create(Keys keys) {
        var made = keys.create(1, "test", Permission.READ, Actor.OPERATOR);
        return ((Creation.Created) made).newKey();
    }
}
