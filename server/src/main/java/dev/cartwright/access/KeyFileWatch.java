package dev.cartwright.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Takes over the key file when somebody changes it, while the server runs.
///
/// A file that cannot be read, or that would make keys stop working, is told of once and not taken
/// over: what was read before stays in use.
public final class KeyFileWatch implements AutoCloseable {
    private final Path path;
    private final SecretSealing sealing;
    private final IntPredicate needed;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Stamp seen;
    private String complaint = "";
    private volatile @Nullable Thread looking;

    /// Hears what became of a changed file.
    public interface Listener {
        /// @param file in use from now on
        void taken(KeyFile file);

        /// The old one stays in use.
        void refused(KeyFileException why);
    }

    /// By what a changed file is known without reading it.
    private record Stamp(FileTime modified, long size, @Nullable Object inode) {}

    /// @param needed whether secrets that are still in use were sealed with an entry
    public KeyFileWatch(Path path, SecretSealing sealing, IntPredicate needed, Listener listener) {
        this.path = path;
        this.sealing = sealing;
        this.needed = needed;
        this.listener = listener;
    }

    /// Looks in the background until [#close].
    public void start() {
        looking = Thread.ofVirtual().name("key-file").start(this::watch);
    }

    private void watch() {
        try {
            while (!closed.await(ConsumerKeys.LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) { // somebody wants this thread to end
        }
    }

    /// Sees at once what has changed; does little when nothing has.
    public synchronized void look() {
        try {
            Stamp now = stamp();
            if (!now.equals(seen)) {
                take(KeyFile.load(path));
                seen = now;
                complaint = "";
            }
        } catch (KeyFileException e) { // the edge of a job's run
            complain(e);
        } catch (IOException e) {
            complain(new KeyFileException("could not look at the key file " + path, e));
        }
    }

    private void complain(KeyFileException e) {
        String text = String.valueOf(e.getMessage());
        if (!text.equals(complaint)) {
            complaint = text;
            listener.refused(e);
        }
    }

    private Stamp stamp() throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private void take(KeyFile file) {
        KeyFile old = sealing.keyFile();
        if (old.doesTheSameAs(file)) {
            return;
        }
        for (KeyFile.Entry entry : old.entries()) {
            boolean kept = file.entries().stream().anyMatch(entry::opensTheSameAs);
            if (!kept && needed.test(entry.id())) {
                throw new KeyFileException(
                        "the key file lost its entry %d, which keys still use: put it back"
                                .formatted(entry.id()));
            }
        }
        if (!old.sealsTheLogAs(file)) {
            throw new KeyFileException(
                    "the key file has another key for the log of acts: put the old file back");
        }
        sealing.use(file);
        listener.taken(file);
    }

    @Override
    public void close() {
        closed.countDown();
        Thread thread = looking;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
