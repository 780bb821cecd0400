package dev.cartwright.audit;

import dev.cartwright.audit.Verification.Kind;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Entries that were read and that no seal has claimed yet. Few, since sequence numbers and seals
/// go nearly the same way.
final class LooseEntries {
    private static final int MAX = 100_000;

    private final LinkedHashMap<Long, Entry> entries = new LinkedHashMap<>();
    private final Place reached;
    private final Findings findings;
    private long unsealed;

    /// @param reached by the last seal: what is behind it is too young to be sealed
    LooseEntries(Place reached, Findings findings) {
        this.reached = reached;
        this.findings = findings;
    }

    void add(Entry entry) {
        entries.put(entry.sequence(), entry);
        if (entries.size() > MAX) {
            Iterator<Entry> oldest = entries.values().iterator();
            judge(oldest.next());
            oldest.remove();
        }
    }

    @Nullable Entry claim(long sequence) {
        return entries.remove(sequence);
    }

    /// No seal will claim them any more.
    void judgeAll() {
        entries.values().forEach(this::judge);
        entries.clear();
    }

    private void judge(Entry entry) {
        if (entry.place().compareTo(reached) > 0) {
            unsealed++;
            return;
        }
        findings.add(
                Kind.ENTRY_ADDED,
                entry.sequence(),
                "Entry %d is in no seal.".formatted(entry.sequence()));
    }

    long unsealed() {
        return unsealed;
    }
}
