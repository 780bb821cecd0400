package dev.cartwright.access;

/// A set of numbers in one array, eight bytes each and some air. The numbers must be well mixed.
final class LongSet {
    private static final int START = 8;

    private long[] slots = new long[START];
    private boolean hasZero; // zero marks a free slot
    private int size;

    /// False when it was there already.
    boolean add(long number) {
        if (number == 0) {
            boolean added = !hasZero;
            hasZero = true;
            size += added ? 1 : 0;
            return added;
        }
        int slot = slotFor(slots, number);
        if (slots[slot] == number) {
            return false;
        }
        slots[slot] = number;
        size++;
        if (size > slots.length / 2) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long number : slots) {
            if (number != 0) {
                larger[slotFor(larger, number)] = number;
            }
        }
        slots = larger;
    }

    /// Where the number is, or could be put.
    private static int slotFor(long[] slots, long number) {
        int mask = slots.length - 1;
        int slot = (int) number & mask;
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
