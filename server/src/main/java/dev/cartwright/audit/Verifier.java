package dev.cartwright.audit;

import dev.cartwright.audit.Seal.Claim;
import dev.cartwright.audit.Verification.Extent;
import dev.cartwright.audit.Verification.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Checks the whole log against its seals, both from beginning to end, a page at a time.
///
/// Used once, by one thread. The log may grow meanwhile.
public final class Verifier {
    private static final int ENTRIES = 1000;
    private static final int SEALS = 16;

    /// How far ahead of what was read a damaged seal is followed.
    private static final long FARTHEST = 50_000;

    private final AuditStore store;
    private final Chain chain;
    private final Findings findings = new Findings();
    private final LooseEntries loose;
    private final @Nullable Seal head;
    private long cursor = Long.MIN_VALUE;
    private long entries;
    private long seals;
    private long damaged;
    private @Nullable Seal before;

    public Verifier(AuditStore store, Chain chain) {
        this.store = store;
        this.chain = chain;
        head = store.head().orElse(null);
        loose = new LooseEntries(head == null ? Place.START : head.reached(), findings);
    }

    /// @param wantedHead a seal in hex that was there once; null when none is known
    public Verification run(@Nullable String wantedHead) {
        String wanted = wantedHead == null ? null : wantedHead.toLowerCase(Locale.ROOT);
        boolean found = wanted == null;
        long last = head == null ? 0 : head.n();
        List<Seal> page = store.seals(Long.MIN_VALUE, SEALS);
        while (!page.isEmpty() && page.getFirst().n() <= last) {
            for (Seal seal : page) {
                if (seal.n() <= last) {
                    found |= seal.hex().equals(wanted);
                    check(seal);
                }
            }
            page = store.seals(page.getLast().n(), SEALS);
        }
        while (readPage()) {
            loose.judgeAll();
        }
        loose.judgeAll();
        if (!found) {
            findings.add(Kind.CUT_OFF, last, "The given head is not among the seals.");
        }
        String hex = head == null ? null : head.hex();
        return findings.result(new Extent(entries, seals, loose.unsealed(), damaged, hex));
    }

    private void check(Seal seal) {
        seals++;
        links(seal);
        boolean fits = chain.fits(seal);
        if (!fits) {
            damaged++;
            findings.add(Kind.SEAL_CHANGED, seal.n(), "Seal %d was changed.".formatted(seal.n()));
        }
        before = seal;
        List<Claim> claims = seal.claims();
        long end = fits ? Long.MAX_VALUE : Math.max(cursor, 0) + FARTHEST;
        claims.stream()
                .mapToLong(Claim::sequence)
                .filter(sequence -> sequence <= end)
                .max()
                .ifPresent(this::readUpTo);
        claims.forEach(claim -> compare(claim, seal));
    }

    private void links(Seal seal) {
        long expected = before == null ? 1 : before.n() + 1;
        if (seal.n() != expected) {
            findings.add(
                    Kind.SEAL_MISSING,
                    expected,
                    "Seals are missing from %d to %d.".formatted(expected, seal.n() - 1));
            return;
        }
        byte[] previous = before == null ? new byte[Seal.DIGEST_BYTES] : before.seal();
        if (!Arrays.equals(previous, seal.previous())) {
            findings.add(
                    Kind.SEAL_UNLINKED,
                    seal.n(),
                    "Seal %d was not made for the one before it.".formatted(seal.n()));
        }
    }

    private void compare(Claim claim, Seal seal) {
        Entry entry = loose.claim(claim.sequence());
        if (entry == null) {
            findings.add(
                    Kind.ENTRY_MISSING,
                    claim.sequence(),
                    "Entry %d is missing; seal %d has it.".formatted(claim.sequence(), seal.n()));
            return;
        }
        if (!Arrays.equals(entry.digest(), claim.digest()) || !entry.wellTyped()) {
            findings.addMisfit(claim, entry.digest());
        }
    }

    private void readUpTo(long sequence) {
        boolean more = true;
        while (more && cursor < sequence) {
            more = readPage();
        }
    }

    private boolean readPage() {
        List<Entry> page = store.after(EntryFilter.ALL, cursor, ENTRIES);
        page.forEach(loose::add);
        entries += page.size();
        cursor = page.isEmpty() ? cursor : page.getLast().sequence();
        return !page.isEmpty();
    }
}
