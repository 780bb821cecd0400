package dev.cartwright.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Held by the one server of a data directory, for as long as it runs. The operating system drops
/// it when the process ends, however it ends.
///
/// Commands that work beside a running server do not take it; only bringing the tables up to date
/// asks for it, since a running server of another version must not be surprised by that.
public final class DataDirectoryLock implements AutoCloseable {
    private static final String NAME = "serve.lock";

    /// What this process holds. The operating system keeps a lock for the process as a whole and
    /// drops it when any channel on the file is closed, by the garbage collector too; so no second
    /// one may ever be opened, and only the process itself can know that.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectoryLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /// Empty when another process, or somebody else in this one, holds it.
    public static Optional<DataDirectoryLock> tryAcquire(Path directory) {
        return switch (attempt(directory)) {
            case Acquired(DataDirectoryLock held) -> Optional.of(held);
            case HeldHere _, HeldElsewhere _ -> Optional.empty();
        };
    }

    /// Whether a server, in this process or in another, runs on the directory.
    public static boolean serverRuns(Path directory) {
        return switch (attempt(directory)) {
            case Acquired(DataDirectoryLock free) -> {
                free.close();
                yield false;
            }
            case HeldHere _, HeldElsewhere _ -> true;
        };
    }

    sealed interface Attempt {}

    record Acquired(DataDirectoryLock held) implements Attempt {}

    /// By this process: the server itself opens its database.
    record HeldHere() implements Attempt {}

    record HeldElsewhere() implements Attempt {}

    static Attempt attempt(Path directory) {
        try {
            Files.createDirectories(directory);
            Path file = directory.toRealPath().resolve(NAME);
            if (!HELD_HERE.add(file)) {
                return new HeldHere();
            }
            Attempt attempt = lock(file);
            if (!(attempt instanceof Acquired)) {
                HELD_HERE.remove(file);
            }
            return attempt;
        } catch (IOException e) {
            throw new StoreException("could not lock the data directory", e);
        }
    }

    private static Attempt lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return new HeldElsewhere();
        }
        return new Acquired(new DataDirectoryLock(file, channel, lock));
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
            HELD_HERE.remove(file);
        } catch (IOException e) {
            throw new StoreException("could not unlock the data directory", e);
        }
    }
}
