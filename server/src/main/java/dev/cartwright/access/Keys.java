package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes and revokes consumer keys.
public final class Keys {
    private final ConsumerKeyStore keys;
    private final UserStore users;
    private final SecretSealing sealing;
    private final KeyGenerator generator;
    private final InstantSource clock;

    /// What came of the wish for a new key.
    public sealed interface Creation {
        record Created(NewKey newKey) implements Creation {}

        /// @param faults all there are, at least one
        record Refused(List<Fault> faults) implements Creation {
            public Refused {
                faults = List.copyOf(faults);
            }
        }
    }

    /// Why no key was made. The first three texts are WooCommerce's
    /// (`class-wc-ajax.php`, `update_api_key`).
    public enum Fault {
        DESCRIPTION_MISSING("description", "Description is missing."),
        USER_MISSING("user", "User is missing."),
        PERMISSIONS_MISSING("permissions", "Permissions is missing."),
        DESCRIPTION_TOO_LONG(
                "description",
                "Description is longer than "
                        + ConsumerKey.MAX_DESCRIPTION_LENGTH
                        + " characters."),
        DESCRIPTION_HAS_CONTROL_CHARACTERS(
                "description", "Description has control characters in it."),
        USER_UNKNOWN("user", "There is no user with this id.");

        private final String field;
        private final String text;

        Fault(String field, String text) {
            this.field = field;
            this.text = text;
        }

        /// `description`, `user` or `permissions`.
        public String field() {
            return field;
        }

        public String text() {
            return text;
        }
    }

    public Keys(
            ConsumerKeyStore keys,
            UserStore users,
            SecretSealing sealing,
            KeyGenerator generator,
            InstantSource clock) {
        this.keys = keys;
        this.users = users;
        this.sealing = sealing;
        this.generator = generator;
        this.clock = clock;
    }

    /// Makes a key and stores it.
    ///
    /// @param userId 0 for none, which is refused
    /// @param description what it is for; white space around it is dropped
    /// @param permission null for none, which is refused
    public Creation create(
            long userId, String description, @Nullable Permission permission, Actor actor) {
        String purpose = description.strip();
        List<Fault> faults = faults(userId, purpose, permission);
        if (!faults.isEmpty() || permission == null) {
            return new Creation.Refused(faults);
        }
        String consumerKey = generator.consumerKey();
        String consumerSecret = generator.consumerSecret();
        ConsumerKey wanted =
                newKey(userId, purpose, permission, consumerKey, sealing.seal(consumerSecret));
        return new Creation.Created(
                new NewKey(keys.create(wanted, actor), consumerKey, consumerSecret));
    }

    /// False, and nothing happens, when there is no valid key with this id.
    public boolean revoke(long id, Actor actor) {
        return keys.revoke(id, actor);
    }

    private List<Fault> faults(long userId, String description, @Nullable Permission permission) {
        var faults = new ArrayList<Fault>();
        if (description.isEmpty()) {
            faults.add(Fault.DESCRIPTION_MISSING);
        }
        int characters = description.codePointCount(0, description.length());
        if (characters > ConsumerKey.MAX_DESCRIPTION_LENGTH) {
            faults.add(Fault.DESCRIPTION_TOO_LONG);
        }
        if (description.codePoints().anyMatch(Keys::isControl)) {
            faults.add(Fault.DESCRIPTION_HAS_CONTROL_CHARACTERS);
        }
        if (userId == 0) {
            faults.add(Fault.USER_MISSING);
        } else if (users.find(userId).isEmpty()) {
            faults.add(Fault.USER_UNKNOWN);
        }
        if (permission == null) {
            faults.add(Fault.PERMISSIONS_MISSING);
        }
        return faults;
    }

    /// Also what ends a line or turns the direction of writing round, which would forge a list.
    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default ->
                    (codePoint >= 0x202a && codePoint <= 0x202e)
                            || (codePoint >= 0x2066 && codePoint <= 0x2069);
        };
    }

    private ConsumerKey newKey(
            long userId,
            String description,
            Permission permission,
            String consumerKey,
            SealedSecret secret) {
        Instant now = clock.instant();
        return new ConsumerKey(
                0,
                userId,
                description,
                permission,
                KeyHash.of(consumerKey),
                KeyHash.truncated(consumerKey),
                secret,
                now,
                null,
                null);
    }
}
