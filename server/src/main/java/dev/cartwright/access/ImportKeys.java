package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes over consumer keys of another store, where secrets lie in plain text, and seals them.
public final class ImportKeys {
    private final ConsumerKeyStore keys;
    private final SecretSealing sealing;
    private final InstantSource clock;

    /// A row of `woocommerce_api_keys`.
    ///
    /// @param keyId 0 for any
    /// @param keyHash of the consumer key, 64 lower-case hex digits
    /// @param secret plain
    /// @param permissions WooCommerce's word; an unknown one, as `disabled`, allows nothing
    /// @param lastAccess null when never used or not known
    public record PlainKey(
            long keyId,
            String keyHash,
            String secret,
            String permissions,
            long userId,
            String description,
            String truncatedKey,
            @Nullable Instant lastAccess) {
        /// Without hash and secret.
        @Override
        public String toString() {
            return "PlainKey[id=" + keyId + "]";
        }
    }

    /// @param changed how many were created or changed
    /// @param refused ids of rows that cannot be keys: no proper hash, or no secret
    public record Outcome(int changed, List<Long> refused) {
        public Outcome {
            refused = List.copyOf(refused);
        }
    }

    public ImportKeys(ConsumerKeyStore keys, SecretSealing sealing, InstantSource clock) {
        this.keys = keys;
        this.sealing = sealing;
        this.clock = clock;
    }

    public Outcome importAll(List<PlainKey> rows, Actor actor) {
        var sealed = new ArrayList<ConsumerKey>();
        var refused = new ArrayList<Long>();
        for (PlainKey row : rows) {
            if (KeyHash.wellFormed(row.keyHash) && !row.secret.isEmpty()) {
                sealed.add(seal(row));
            } else {
                refused.add(row.keyId);
            }
        }
        return new Outcome(keys.importAll(sealed, actor), refused);
    }

    private ConsumerKey seal(PlainKey row) {
        return new ConsumerKey(
                row.keyId,
                KeyTerms.of(
                        row.userId,
                        row.description,
                        Permission.parse(row.permissions).orElse(null)),
                row.keyHash,
                row.truncatedKey,
                sealing.seal(row.secret),
                clock.instant(),
                row.lastAccess,
                KeyState.NEW);
    }
}
