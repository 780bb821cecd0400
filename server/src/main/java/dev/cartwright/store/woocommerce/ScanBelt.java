package dev.cartwright.store.woocommerce;

import dev.cartwright.outage.Outage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets three steps go on at the same time: one portion is read while the one before is decoded
/// and the one before that is written. Never more than three are in memory.
///
/// @param <A> what is read
/// @param <B> what is written
final class ScanBelt<A, B> implements AutoCloseable {
    private final Function<A, B> decode;
    private final Consumer<B> write;
    private final ExecutorService decoder = one("index-decoder");
    private final ExecutorService writer = one("index-writer");
    private @Nullable Future<?> decoding;
    private @Nullable Future<?> writing;

    ScanBelt(Function<A, B> decode, Consumer<B> write) {
        this.decode = decode;
        this.write = write;
    }

    private static ExecutorService one(String name) {
        return Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
    }

    /// Waits while the portion before is still being decoded. Failures of earlier portions come out
    /// here or at the end.
    void put(A portion) {
        await(decoding);
        decoding =
                decoder.submit(
                        () -> {
                            B decoded = decode.apply(portion);
                            await(writing);
                            writing = writer.submit(() -> write.accept(decoded));
                        });
    }

    /// Waits for everything that was put.
    void end() {
        await(decoding);
        await(writing);
    }

    private static void await(@Nullable Future<?> future) {
        if (future == null) {
            return;
        }
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Outage outage) {
                throw new Outage(String.valueOf(outage.getMessage()), outage.retryAfter(), e);
            }
            throw new ShopException("could not build the index", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the index was built", e);
        }
    }

    @Override
    public void close() {
        decoder.close();
        writer.close();
    }
}
