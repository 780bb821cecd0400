package dev.cartwright.audit;

import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the log and its seals. Entries come into it with the acts themselves, in their
/// transactions. Each implementation passes `AuditStoreContract`.
///
/// Safe for many threads and processes.
public interface AuditStore {
    /// What a sealer finds at one moment.
    ///
    /// @param head the newest seal, null before the first
    /// @param entries behind it, in the order of sealing: only such that no entry can come before
    ///     any more
    /// @param restart where the order goes on when the log was moved to another database cluster,
    ///     whose transactions count anew; null otherwise
    record Open(@Nullable Seal head, List<Entry> entries, @Nullable Place restart) {
        public Open {
            entries = List.copyOf(entries);
        }
    }

    /// @param limit of entries
    Open open(int limit);

    /// Appends it, unless another sealer was faster: then false, and nothing happens.
    boolean append(Seal seal);

    /// Notes an act that changes nothing in this database.
    void note(Event.Type type, long subject, Actor actor);

    Optional<Seal> head();

    /// Behind a number, in their order.
    List<Seal> seals(long after, int limit);

    /// By sequence: those behind a number.
    List<Entry> after(EntryFilter filter, long sequence, int limit);

    /// By sequence, newest first: those before a number.
    List<Entry> before(EntryFilter filter, long sequence, int limit);
}
