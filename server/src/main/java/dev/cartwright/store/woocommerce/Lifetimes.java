package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// For how long carts live after an act of the shopper. Every plugin has its own time, and owners
/// change it; it is learnt from carts that were seen as they came to be.
final class Lifetimes {
    private static final List<Long> USUAL =
            List.of(Duration.ofDays(7).toSeconds(), Duration.ofDays(2).toSeconds());
    private static final int MOST = 6;
    private static final int ENOUGH = 3;
    private static final int CANDIDATES = 50;
    private static final long LONGEST = Duration.ofDays(400).toSeconds();

    private final Map<CartTable, Set<Long>> known = new EnumMap<>(CartTable.class);
    private final Map<Long, Integer> candidates =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
                    return size() > CANDIDATES;
                }
            };

    /// @param expiry of a changed cart, epoch seconds
    /// @param exactly whether it was changed a moment ago
    synchronized void saw(CartTable table, long expiry, Instant now, boolean exactly) {
        long life = expiry - now.getEpochSecond();
        Set<Long> lives = lives(table);
        if (!exactly || life < 60 || life > LONGEST || covered(lives, life)) {
            return;
        }
        long minute = Math.round(life / 60.0) * 60; // as an owner would say it
        if (candidates.merge(minute, 1, Integer::sum) >= ENOUGH && lives.size() < MOST) {
            lives.add(minute);
        }
    }

    private Set<Long> lives(CartTable table) {
        return known.computeIfAbsent(table, _ -> new TreeSet<>(USUAL));
    }

    private static boolean covered(Set<Long> lives, long life) {
        return lives.stream().anyMatch(one -> Math.abs(one - life) <= Watch.SLACK);
    }

    synchronized List<Long> of(CartTable table) {
        return List.copyOf(lives(table));
    }
}
