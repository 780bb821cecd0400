package dev.cartwright.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Held by the one server of a data directory, for as long as it runs. The operating system drops
/// it when the process ends, however it ends.
///
/// Commands that work beside a running server do not take it; only bringing the tables up to date
/// asks for it, since a running server of another version must not be surprised by that.
public final class DataDirectoryLock implements AutoCloseable {
    private static final String NAME = "serve.lock";

    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectoryLock(FileChannel channel, FileLock lock) {
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
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel =
                    FileChannel.open(
                            directory.resolve(NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return new HeldElsewhere();
            }
            return new Acquired(new DataDirectoryLock(channel, lock));
        } catch (OverlappingFileLockException _) {
            // the channel stays open: closing one drops the whole process's lock on the file
            return new HeldHere();
        } catch (IOException e) {
            throw new StoreException("could not lock the data directory", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new StoreException("could not unlock the data directory", e);
        }
    }
}
