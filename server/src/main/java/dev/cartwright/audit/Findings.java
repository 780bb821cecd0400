package dev.cartwright.audit;

import dev.cartwright.audit.Seal.Claim;
import dev.cartwright.audit.Verification.Extent;
import dev.cartwright.audit.Verification.Finding;
import dev.cartwright.audit.Verification.Intact;
import dev.cartwright.audit.Verification.Kind;
import dev.cartwright.audit.Verification.Tampered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Collects what is wrong, up to a number that nobody reads to its end.
final class Findings {
    private static final int MAX = 1000;

    private final List<Finding> findings = new ArrayList<>();
    private final List<Misfit> misfits = new ArrayList<>();
    private boolean more;

    /// An entry that is another than the seal says.
    private record Misfit(long sequence, String sealed, String found) {}

    void add(Kind kind, long number, String message) {
        if (findings.size() + misfits.size() < MAX) {
            findings.add(new Finding(kind, number, message));
        } else {
            more = true;
        }
    }

    void addMisfit(Claim claim, byte[] found) {
        if (findings.size() + misfits.size() < MAX) {
            HexFormat hex = HexFormat.of();
            misfits.add(
                    new Misfit(
                            claim.sequence(), hex.formatHex(claim.digest()), hex.formatHex(found)));
        } else {
            more = true;
        }
    }

    Verification result(Extent extent) {
        judgeMisfits();
        return findings.isEmpty() ? new Intact(extent) : new Tampered(extent, findings, more);
    }

    /// One that is in another one's place was moved.
    private void judgeMisfits() {
        Map<String, Long> homes = HashMap.newHashMap(misfits.size());
        misfits.forEach(misfit -> homes.put(misfit.sealed, misfit.sequence));
        for (Misfit misfit : misfits) {
            Long home = homes.get(misfit.found);
            boolean moved = home != null && home != misfit.sequence;
            findings.add(
                    moved
                            ? new Finding(
                                    Kind.ENTRY_MOVED,
                                    misfit.sequence,
                                    "Entry %d stands in the place of entry %d."
                                            .formatted(home, misfit.sequence))
                            : new Finding(
                                    Kind.ENTRY_CHANGED,
                                    misfit.sequence,
                                    "Entry %d was changed.".formatted(misfit.sequence)));
        }
        misfits.clear();
    }
}
