package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/// Keeps what was read of a shop's row from getting into the index after we have written that row,
/// or after somebody has put what he read later.
///
/// Who writes holds the key meanwhile. Who reads takes the key's mark first, and may put what it
/// read into the index only while it holds the key and the mark is the same. Both then change it.
final class KeyGuards {
    /// Keys that share a guard only wait more often than needed.
    private static final int GUARDS = 1 << 12;

    private final ReentrantLock[] locks =
            IntStream.range(0, GUARDS)
                    .mapToObj(_ -> new ReentrantLock())
                    .toArray(ReentrantLock[]::new);
    private final AtomicLongArray marks = new AtomicLongArray(GUARDS);

    /// Some keys that only this thread may write or put into the index.
    final class Held implements AutoCloseable {
        private final int[] slots;

        private Held(int[] slots) {
            this.slots = slots;
        }

        /// What anybody read of these keys before is of no use any more.
        void changed() {
            for (int slot : slots) {
                marks.incrementAndGet(slot);
            }
        }

        @Override
        public void close() {
            release(slots, slots.length);
        }
    }

    long mark(CartKey key) {
        return marks.get(slot(key));
    }

    Map<CartKey, Long> marks(Collection<CartKey> keys) {
        Map<CartKey, Long> marks = new HashMap<>();
        keys.forEach(key -> marks.put(key, mark(key)));
        return marks;
    }

    Held hold(Collection<CartKey> keys) {
        int[] slots = slots(keys);
        for (int slot : slots) { // always in the same order, so nobody waits in a circle
            locks[slot].lock();
        }
        return new Held(slots);
    }

    /// Empty when somebody else holds one of them.
    Optional<Held> tryHold(Collection<CartKey> keys) {
        int[] slots = slots(keys);
        for (int i = 0; i < slots.length; i++) {
            if (!locks[slots[i]].tryLock()) {
                release(slots, i);
                return Optional.empty();
            }
        }
        return Optional.of(new Held(slots));
    }

    private void release(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            locks[slots[i]].unlock();
        }
    }

    private static int[] slots(Collection<CartKey> keys) {
        int[] slots = keys.stream().mapToInt(KeyGuards::slot).distinct().toArray();
        Arrays.sort(slots);
        return slots;
    }

    private static int slot(CartKey key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 12 ^ hash >>> 20) & GUARDS - 1;
    }
}
