package dev.cartwright.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Makes a key file and changes it, so that there is always a whole one: whoever reads it sees the
/// old or the new one, also when this process or the machine dies in between.
final class KeyFileWriter {
    /// Of a change that was not finished; the next one takes its place.
    static final String DRAFT = ".next";

    private static final String LOCK = ".lock";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_MILLIS = 5;
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private KeyFileWriter() {}

    /// Writes a file where none is yet. One that another process just made stays.
    ///
    /// @param suffix that no other process takes
    static void create(Path path, String text, String suffix) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + "." + suffix + ".new");
        try {
            write(draft, text);
            publish(draft, path);
        } finally {
            Files.deleteIfExists(draft);
        }
        sync(path.toAbsolutePath().getParent());
    }

    /// Puts a changed text in the place of the old one. Of several processes that do so at once,
    /// each sees what the one before it made.
    static void change(Path link, UnaryOperator<String> change) throws IOException {
        Path path = link.toRealPath();
        Path lockFile = path.resolveSibling(path.getFileName() + LOCK);
        try (var channel = FileChannel.open(lockFile, options(), attributes(path));
                FileLock _ = lock(channel)) {
            String before = Files.readString(path, StandardCharsets.UTF_8);
            Path draft = draft(path);
            Files.deleteIfExists(draft);
            write(draft, change.apply(before));
            sameRights(path, draft);
            Files.move(
                    draft,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sync(path.getParent());
        }
    }

    static Path draft(Path path) {
        return path.resolveSibling(path.getFileName() + DRAFT);
    }

    private static Set<StandardOpenOption> options() {
        return Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// Other threads of this process are told by an exception, other processes by null.
    private static FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new KeyFileException("another process is changing the key file: try again");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /// The server may run as another user than the one who changes its file.
    private static void sameRights(Path from, Path to) throws IOException {
        var source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        var target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source == null || target == null) {
            return;
        }
        PosixFileAttributes wanted = source.readAttributes();
        PosixFileAttributes made = target.readAttributes();
        if (!made.owner().equals(wanted.owner())) {
            target.setOwner(wanted.owner());
        }
        if (!made.group().equals(wanted.group())) {
            target.setGroup(wanted.group());
        }
        target.setPermissions(wanted.permissions());
    }

    private static void write(Path path, String text) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(path, options, attributes(path))) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] attributes(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {OWNER_ALONE} : new FileAttribute<?>[0];
    }

    /// A link is made only where nothing is yet, so that a file somebody else just made stays.
    private static void publish(Path draft, Path path) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException _) { // another process was faster: hers it is
        } catch (UnsupportedOperationException _) {
            Files.move(draft, path);
        }
    }

    private static void sync(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) { // not every system can do that to a directory
        }
    }
}
