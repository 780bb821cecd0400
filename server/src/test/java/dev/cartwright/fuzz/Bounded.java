package dev.cartwright.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/// Holds work on hostile input to a bound of processor time and of memory. Both are the calling
/// thread's own, so that a busy machine changes neither.
public final class Bounded {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final long SOME_MEMORY = 16L << 20;

    /// What a byte may take: an array's entry is an object and its key another, of four bytes each.
    private static final long MEMORY_OF_A_BYTE = 1L << 10;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounded() {}

    /// Work that exceeds them is done once more, since the first time loads classes.
    ///
    /// @param inputBytes how much the work was given
    /// @throws AssertionError when it took too long or too much
    public static <T> T by(int inputBytes, Supplier<T> work) {
        try {
            return measured(inputBytes, work);
        } catch (Exceeded _) {
            return measured(inputBytes, work);
        }
    }

    private static <T> T measured(int inputBytes, Supplier<T> work) {
        long timeBefore = THREADS.getCurrentThreadCpuTime();
        long memoryBefore = THREADS.getCurrentThreadAllocatedBytes();
        T result = work.get();
        long time = THREADS.getCurrentThreadCpuTime() - timeBefore;
        long memory = THREADS.getCurrentThreadAllocatedBytes() - memoryBefore;
        if (time > TIME.toNanos()) {
            throw new Exceeded("took %d ms of a processor".formatted(time / 1_000_000));
        }
        if (memory > SOME_MEMORY + inputBytes * MEMORY_OF_A_BYTE) {
            throw new Exceeded("took %d MB for %d bytes".formatted(memory >> 20, inputBytes));
        }
        return result;
    }

    private static final class Exceeded extends AssertionError {
        Exceeded(String message) {
            super(message);
        }
    }
}
