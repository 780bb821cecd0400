package dev.cartwright.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The secrets of this server itself: what consumer secrets are sealed with.
///
/// A text file that only its owner may read, beside the database and never in it nor in a backup
/// of it. One entry a line, `id pepper sealing-key`, both in hex; lines that begin with `#` and
/// empty ones mean nothing. The entry with the highest id seals new secrets, the others still open
/// older ones.
public final class KeyFile {
    /// Its name in the data directory.
    public static final String NAME = "secret.keys";

    private static final int KEY_BYTES = 32;
    private static final String HEADER =
            """
            # Cartwright seals consumer secrets with these. Whoever has this file and the database
            # can sign requests. Keep it readable by its owner alone, and back it up apart from the
            # database: without it, every consumer key has to be made anew.
            """;
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final List<Entry> entries;

    /// @param id 1 or more
    /// @param pepper 32 bytes
    /// @param sealingKey 32 bytes, for AES-256
    record Entry(int id, byte[] pepper, byte[] sealingKey) {
        @Override
        public String toString() {
            return "Entry[" + id + "]";
        }
    }

    private KeyFile(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /// Reads the file, or makes it when there is none yet. Of several processes that make it at
    /// once, all end with the same one.
    public static KeyFile open(Path path, SecureRandom random) {
        try {
            if (!Files.exists(path)) {
                Path directory = path.toAbsolutePath().getParent();
                if (directory != null) {
                    Files.createDirectories(directory);
                }
                create(path, random);
            }
            return load(path);
        } catch (IOException e) {
            throw new KeyFileException("could not make the key file " + path, e);
        }
    }

    /// Reads an existing file; refuses one that others than its owner may read.
    public static KeyFile load(Path path) {
        complaint(path)
                .ifPresent(
                        text -> {
                            throw new KeyFileException(text);
                        });
        try {
            return parse(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new KeyFileException("could not read the key file " + path, e);
        }
    }

    /// What is wrong with the file's permissions, and how to mend it.
    public static Optional<String> complaint(Path path) {
        try {
            var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view == null) { // a file system without owners and groups
                return Optional.empty();
            }
            Set<PosixFilePermission> permissions = view.readAttributes().permissions();
            String word = PosixFilePermissions.toString(permissions);
            if (word.endsWith("------")) {
                return Optional.empty();
            }
            return Optional.of(
                    "others may use the key file %s (%s): run chmod 600 on it"
                            .formatted(path, word));
        } catch (NoSuchFileException _) {
            return Optional.of("there is no key file " + path);
        } catch (IOException e) {
            throw new KeyFileException("could not look at the key file " + path, e);
        }
    }

    /// Reads what stands in such a file.
    public static KeyFile parse(byte[] text) {
        var entries = new ArrayList<Entry>();
        String[] lines = new String(text, StandardCharsets.UTF_8).split("\\R", -1);
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(line, number));
            }
        }
        if (entries.stream().map(Entry::id).distinct().count() != entries.size()) {
            throw new KeyFileException("the key file names one id twice");
        }
        if (entries.isEmpty()) {
            throw new KeyFileException("the key file has no entry");
        }
        return new KeyFile(entries);
    }

    private static Entry entry(String line, int number) {
        String[] words = line.split("\\s+", -1);
        try {
            if (words.length == 3) {
                int id = Integer.parseInt(words[0]);
                byte[] pepper = HexFormat.of().parseHex(words[1]);
                byte[] sealingKey = HexFormat.of().parseHex(words[2]);
                if (id > 0 && pepper.length == KEY_BYTES && sealingKey.length == KEY_BYTES) {
                    return new Entry(id, pepper, sealingKey);
                }
            }
        } catch (IllegalArgumentException _) { // its text would quote the line
        }
        throw new KeyFileException("line %d of the key file cannot be read".formatted(number));
    }

    private static void create(Path path, SecureRandom random) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + "." + suffix(random) + ".new");
        try {
            write(draft, HEADER + line(1, random));
            publish(draft, path);
        } finally {
            Files.deleteIfExists(draft);
        }
        sync(path.toAbsolutePath().getParent());
    }

    private static String suffix(SecureRandom random) {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    private static String line(int id, SecureRandom random) {
        byte[] bytes = new byte[2 * KEY_BYTES];
        random.nextBytes(bytes);
        HexFormat hex = HexFormat.of();
        return "%d %s %s%n"
                .formatted(
                        id,
                        hex.formatHex(bytes, 0, KEY_BYTES),
                        hex.formatHex(bytes, KEY_BYTES, bytes.length));
    }

    private static void write(Path path, String text) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix ? new FileAttribute<?>[] {OWNER_ALONE} : new FileAttribute<?>[0];
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(path, options, attributes)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
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

    List<Entry> entries() {
        return entries;
    }

    /// What the audit log is sealed with: of the entry with the lowest id, which stays when others
    /// are added.
    public byte[] auditKey() {
        Entry oldest = entries.stream().min(Comparator.comparingInt(Entry::id)).orElseThrow();
        return HmacState.of(new Sha256(), oldest.sealingKey())
                .sign("cartwright audit log".getBytes(StandardCharsets.UTF_8));
    }

    /// What new secrets are sealed with.
    Entry current() {
        return entries.stream().max(Comparator.comparingInt(Entry::id)).orElseThrow();
    }
}
