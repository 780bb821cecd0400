package dev.cartwright.audit;

import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Entries and seals in two lists, open to whoever wants to tamper with them.
public final class InMemoryAuditStore implements AuditStore {
    public final List<Entry> entries = new ArrayList<>();
    public final List<Seal> seals = new ArrayList<>();

    @Override
    public Open open(int limit) {
        Seal head = head().orElse(null);
        long reached = head == null ? 0 : head.reached().sequence();
        return new Open(head, after(EntryFilter.ALL, reached, limit), null);
    }

    @Override
    public boolean append(Seal seal) {
        return seals.add(seal);
    }

    /// At the beginning of time, since this store has no clock.
    @Override
    public void note(Event.Type type, long subject, Actor actor) {
        long sequence = entries.size() + 1L;
        entries.add(
                new Entry(
                        new Place(0, sequence),
                        0,
                        actor.kind().name(),
                        actor.id(),
                        actor.from(),
                        type.name(),
                        subject,
                        null,
                        true));
    }

    @Override
    public Optional<Seal> head() {
        return seals.isEmpty() ? Optional.empty() : Optional.of(seals.getLast());
    }

    @Override
    public List<Seal> seals(long after, int limit) {
        return seals.stream().filter(seal -> seal.n() > after).limit(limit).toList();
    }

    @Override
    public List<Entry> after(EntryFilter filter, long sequence, int limit) {
        return entries.stream()
                .filter(entry -> entry.sequence() > sequence && matches(entry, filter))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Entry> before(EntryFilter filter, long sequence, int limit) {
        var newestFirst = new ArrayList<>(entries);
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(entry -> entry.sequence() < sequence && matches(entry, filter))
                .limit(limit)
                .toList();
    }

    private static boolean matches(Entry entry, EntryFilter filter) {
        return filter.type() == null || filter.type().equals(entry.type());
    }
}
