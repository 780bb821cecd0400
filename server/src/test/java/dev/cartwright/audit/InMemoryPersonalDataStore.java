package dev.cartwright.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Uses in a list, until the store is told to fail.
public final class InMemoryPersonalDataStore implements PersonalDataStore {
    private static final Comparator<PersonalDataUse> NEWEST_FIRST =
            Comparator.comparingLong(PersonalDataUse::minute)
                    .thenComparingLong(PersonalDataUse::keyId)
                    .thenComparing(PersonalDataUse::route)
                    .thenComparingLong(PersonalDataUse::cartId)
                    .thenComparing(PersonalDataUse::filters)
                    .reversed();

    private final List<PersonalDataUse> uses = new ArrayList<>();
    private boolean failing;

    synchronized void fail(boolean from) {
        failing = from;
    }

    @Override
    public synchronized void add(List<PersonalDataUse> more) {
        if (failing) {
            throw new IllegalStateException("planted");
        }
        more.forEach(this::addOne);
    }

    private void addOne(PersonalDataUse use) {
        for (int i = 0; i < uses.size(); i++) {
            PersonalDataUse known = uses.get(i);
            if (NEWEST_FIRST.compare(known, use) == 0) {
                uses.set(
                        i,
                        new PersonalDataUse(
                                use.minute(),
                                use.keyId(),
                                use.route(),
                                use.cartId(),
                                use.filters(),
                                known.calls() + use.calls(),
                                known.carts() + use.carts()));
                return;
            }
        }
        uses.add(use);
    }

    @Override
    public synchronized List<PersonalDataUse> list(
            @Nullable Long keyId,
            @Nullable Instant since,
            @Nullable PersonalDataUse after,
            int limit) {
        return uses.stream()
                .filter(use -> keyId == null || use.keyId() == keyId)
                .filter(use -> since == null || use.minute() >= since.getEpochSecond() / 60)
                .sorted(NEWEST_FIRST)
                .filter(use -> after == null || NEWEST_FIRST.compare(use, after) > 0)
                .limit(limit)
                .toList();
    }
}
