package dev.cartwright.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The secrets of this server itself: what consumer secrets are sealed with.
///
/// A text file that only its owner may read, beside the database and never in it nor in a backup
/// of it. One entry a line, `id pepper sealing-key`, both in hex; lines that begin with `#` and
/// empty ones mean nothing. The entry with the highest id seals new secrets, the others still open
/// older ones. An entry with the word `waiting` behind it opens and does not seal yet, so that it
/// can be brought to other servers first. A line `audit key` keeps the key of the log of acts when
/// the entry it came from is gone.
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
    private static final String WAITING = "waiting";
    private static final String AUDIT = "audit";

    private final List<Entry> entries;
    private final byte @Nullable [] audit;

    /// @param id 1 or more
    /// @param pepper 32 bytes
    /// @param sealingKey 32 bytes, for AES-256
    /// @param waiting whether it does not seal yet
    record Entry(int id, byte[] pepper, byte[] sealingKey, boolean waiting) {
        /// Whether what one opens the other opens too.
        boolean opensTheSameAs(Entry other) {
            return id == other.id
                    && MessageDigest.isEqual(pepper, other.pepper)
                    && MessageDigest.isEqual(sealingKey, other.sealingKey);
        }

        @Override
        public String toString() {
            return "Entry[" + id + "]";
        }
    }

    /// What an entry is for.
    public enum Use {
        /// Seals new secrets.
        SEALS,
        /// Opens secrets that were sealed with it.
        OPENS,
        /// Will seal, when it is told to.
        WAITS
    }

    private KeyFile(List<Entry> entries, byte @Nullable [] audit) {
        this.entries = List.copyOf(entries);
        this.audit = audit;
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
                KeyFileWriter.create(path, HEADER + line(1, random), suffix(random));
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
        byte[] audit = null;
        String[] lines = new String(text, StandardCharsets.UTF_8).split("\\R", -1);
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1].strip();
            if (line.startsWith(AUDIT)) {
                audit = audit(line, number);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(line, number));
            }
        }
        if (entries.stream().map(Entry::id).distinct().count() != entries.size()) {
            throw new KeyFileException("the key file names one id twice");
        }
        if (entries.isEmpty()) {
            throw new KeyFileException("the key file has no entry");
        }
        if (entries.stream().allMatch(Entry::waiting)) {
            throw new KeyFileException("the key file has no entry that seals");
        }
        return new KeyFile(entries, audit);
    }

    private static Entry entry(String line, int number) {
        String[] words = line.split("\\s+", -1);
        boolean waiting = words.length == 4 && words[3].equals(WAITING);
        try {
            if (words.length == 3 || waiting) {
                int id = Integer.parseInt(words[0]);
                byte[] pepper = HexFormat.of().parseHex(words[1]);
                byte[] sealingKey = HexFormat.of().parseHex(words[2]);
                if (id > 0 && pepper.length == KEY_BYTES && sealingKey.length == KEY_BYTES) {
                    return new Entry(id, pepper, sealingKey, waiting);
                }
            }
        } catch (IllegalArgumentException _) { // its text would quote the line
        }
        throw unreadable(number);
    }

    private static byte[] audit(String line, int number) {
        String[] words = line.split("\\s+", -1);
        try {
            if (words.length == 2 && words[0].equals(AUDIT)) {
                byte[] key = HexFormat.of().parseHex(words[1]);
                if (key.length == KEY_BYTES) {
                    return key;
                }
            }
        } catch (IllegalArgumentException _) { // its text would quote the line
        }
        throw unreadable(number);
    }

    private static KeyFileException unreadable(int number) {
        return new KeyFileException("line %d of the key file cannot be read".formatted(number));
    }

    /// Adds an entry, which seals new secrets from now on; every other entry stays.
    ///
    /// @param waiting whether it shall only open until [#start]
    /// @return its id
    public static int rotate(Path path, SecureRandom random, boolean waiting) {
        int[] id = new int[1];
        change(
                path,
                text -> {
                    KeyFile file = parse(text.getBytes(StandardCharsets.UTF_8));
                    if (file.entries.stream().anyMatch(Entry::waiting)) {
                        throw new KeyFileException(
                                "an entry of the key file is waiting already: start that one");
                    }
                    id[0] = file.current().id() + 1;
                    String line = line(id[0], random);
                    return ended(text)
                            + (waiting ? line.replace("\n", " " + WAITING + "\n") : line);
                });
        return id[0];
    }

    /// Lets the waiting entry seal new secrets from now on.
    ///
    /// @return its id
    public static int start(Path path) {
        int[] id = new int[1];
        change(
                path,
                text -> {
                    KeyFile file = parse(text.getBytes(StandardCharsets.UTF_8));
                    id[0] =
                            file.entries.stream()
                                    .filter(Entry::waiting)
                                    .mapToInt(Entry::id)
                                    .findFirst()
                                    .orElseThrow(
                                            () ->
                                                    new KeyFileException(
                                                            "no entry of the key file is waiting"));
                    return lines(text, line -> names(line, id[0]) ? withoutLastWord(line) : line);
                });
        return id[0];
    }

    /// Takes an old entry out. What the log of acts is sealed with stays the same.
    ///
    /// @param used the ids of entries that secrets still are sealed with
    public static void retire(Path path, int id, Collection<Integer> used) {
        change(
                path,
                text -> {
                    KeyFile file = parse(text.getBytes(StandardCharsets.UTF_8));
                    file.refuseToRetire(id, used);
                    String left = lines(text, line -> names(line, id) ? "" : line);
                    return file.audit == null ? ended(left) + file.auditLine() : left;
                });
    }

    private void refuseToRetire(int id, Collection<Integer> used) {
        if (use(id).isEmpty()) {
            throw new KeyFileException("the key file has no entry " + id);
        }
        if (id >= current().id()) {
            throw new KeyFileException(
                    "entry %d of the key file seals new secrets: rotate first".formatted(id));
        }
        if (used.contains(id)) {
            throw new KeyFileException(
                    "keys still use entry %d of the key file and would stop working".formatted(id));
        }
    }

    private String auditLine() {
        return "%s %s\n".formatted(AUDIT, HexFormat.of().formatHex(auditKey()));
    }

    private static void change(Path path, UnaryOperator<String> change) {
        load(path);
        try {
            KeyFileWriter.change(path, change);
        } catch (IOException e) {
            throw new KeyFileException("could not change the key file " + path, e);
        }
    }

    /// Every line, changed; those that are empty then are left out.
    private static String lines(String text, UnaryOperator<String> change) {
        return text.lines()
                .map(change)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static boolean names(String line, int id) {
        return !line.strip().startsWith("#")
                && line.strip().split("\\s+", 2)[0].equals(Integer.toString(id));
    }

    private static String withoutLastWord(String line) {
        return line.replaceFirst("\\s+" + WAITING + "\\s*$", "");
    }

    private static String ended(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private static String suffix(SecureRandom random) {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    private static String line(int id, SecureRandom random) {
        byte[] bytes = new byte[2 * KEY_BYTES];
        random.nextBytes(bytes);
        HexFormat hex = HexFormat.of();
        return "%d %s %s\n"
                .formatted(
                        id,
                        hex.formatHex(bytes, 0, KEY_BYTES),
                        hex.formatHex(bytes, KEY_BYTES, bytes.length));
    }

    List<Entry> entries() {
        return entries;
    }

    /// The ids of its entries, rising.
    public List<Integer> ids() {
        return entries.stream().map(Entry::id).sorted().toList();
    }

    /// Empty when there is no such entry.
    public Optional<Use> use(int id) {
        return entries.stream().filter(entry -> entry.id() == id).findFirst().map(this::use);
    }

    private Use use(Entry entry) {
        if (entry.waiting()) {
            return Use.WAITS;
        }
        return entry.id() == current().id() ? Use.SEALS : Use.OPENS;
    }

    /// Whether another file lies beside it that a change left behind when it was cut short.
    public static boolean hasDraft(Path path) {
        return Files.exists(KeyFileWriter.draft(path));
    }

    /// What the audit log is sealed with. It comes from the first entry there was, and stays when
    /// that one is gone.
    public byte[] auditKey() {
        if (audit != null) {
            return audit.clone();
        }
        Entry oldest = entries.stream().min(Comparator.comparingInt(Entry::id)).orElseThrow();
        return HmacState.of(new Sha256(), oldest.sealingKey())
                .sign("cartwright audit log".getBytes(StandardCharsets.UTF_8));
    }

    boolean sealsTheLogAs(KeyFile other) {
        return MessageDigest.isEqual(auditKey(), other.auditKey());
    }

    /// Whether both have the same entries, doing the same.
    boolean doesTheSameAs(KeyFile other) {
        return entries.size() == other.entries.size()
                && current().id() == other.current().id()
                && entries.stream()
                        .allMatch(one -> other.entries.stream().anyMatch(one::opensTheSameAs))
                && sealsTheLogAs(other);
    }

    /// What new secrets are sealed with.
    Entry current() {
        return entries.stream()
                .filter(entry -> !entry.waiting())
                .max(Comparator.comparingInt(Entry::id))
                .orElseThrow();
    }
}
