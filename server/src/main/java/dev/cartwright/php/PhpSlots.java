package dev.cartwright.php;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// PHP's numbering of values, by which references name them, with what a reference costs.
///
/// Plain arrays: a cart has thousands of values and hardly ever a reference.
final class PhpSlots {
    private @Nullable PhpValue[] values = new PhpValue[0];
    private int[] depths = new int[0];
    private int[] heights = new int[0];
    private int[] loopsTo = new int[0];
    private long[] counts = new long[0];
    private long[] bytes = new long[0];
    private int size;

    int size() {
        return size;
    }

    /// Begins a value at this depth of containers, and gives it the next number.
    int open(int depth) {
        if (size == depths.length) {
            grow(Math.max(size * 2, 64));
        }
        depths[size] = depth;
        return size++;
    }

    private void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
        depths = Arrays.copyOf(depths, capacity);
        heights = Arrays.copyOf(heights, capacity);
        loopsTo = Arrays.copyOf(loopsTo, capacity);
        counts = Arrays.copyOf(counts, capacity);
        bytes = Arrays.copyOf(bytes, capacity);
    }

    void close(int slot, PhpValue value, long count, long byteCount, int height, int loops) {
        values[slot] = value;
        counts[slot] = count;
        bytes[slot] = byteCount;
        heights[slot] = height;
        loopsTo[slot] = loops;
    }

    boolean isOpen(int slot) {
        return values[slot] == null;
    }

    PhpValue value(int slot) {
        PhpValue value = values[slot];
        if (value == null) {
            throw new IllegalStateException("slot %d is still open".formatted(slot));
        }
        return value;
    }

    int depth(int slot) {
        return depths[slot];
    }

    int height(int slot) {
        return heights[slot];
    }

    int loopsTo(int slot) {
        return loopsTo[slot];
    }

    long values(int slot) {
        return counts[slot];
    }

    long bytes(int slot) {
        return bytes[slot];
    }
}
