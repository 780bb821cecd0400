package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which entries of the log of acts a command means.
final class AuditFilters {
    @Option(names = "--key", paramLabel = "ID", description = "Acts with this key and on it.")
    private @Nullable Long key;

    @Option(names = "--user", paramLabel = "ID", description = "Acts on this user.")
    private @Nullable Long user;

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Acts on the cart with this cart_id.")
    private @Nullable Long session;

    @Option(names = "--type", paramLabel = "WORD", description = "As cart_trashed, key_revoked.")
    private @Nullable String type;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "Acts from this moment on.")
    private @Nullable Instant since;

    EntryFilter filter() {
        String word = type == null ? null : type.toUpperCase(Locale.ROOT);
        return new EntryFilter(key, user, session, word, since);
    }

    /// The ends of all keys, by id as the log writes it.
    static Map<String, String> keys(Installation installation) {
        return installation.keys().all().stream()
                .collect(
                        Collectors.toMap(
                                key -> Long.toString(key.id()), ConsumerKey::truncatedKey));
    }

    /// End of the acting key, null when no key acted or nobody knows it.
    static @Nullable String truncatedKey(Entry entry, Map<String, String> keys) {
        return entry.actorKind().equals("KEY") ? keys.get(entry.actorId()) : null;
    }
}
