package dev.cartwright.woocommerce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

/// Tells files that are no dump by their first bytes, with a hint what to do.
final class DumpFormat {
    private static final Map<String, String> OTHERS =
            Map.of(
                    "504b0304", "is a zip archive; unpack it first",
                    "425a68", "is packed with bzip2; unpack it first",
                    "fd377a58", "is packed with xz; unpack it first",
                    "28b52ffd", "is packed with zstd; unpack it first",
                    "53514c697465", "is a SQLite database, not an SQL dump",
                    "fffe", "is written in UTF-16; write the dump with --result-file",
                    "feff", "is written in UTF-16; write the dump with --result-file",
                    "3c3f786d6c", "is XML; write the dump without --xml");

    private DumpFormat() {}

    static void check(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DumpException("%s is a directory, not an SQL dump".formatted(file));
        }
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = HexFormat.of().formatHex(in.readNBytes(8));
        } catch (NoSuchFileException e) {
            throw new DumpException("there is no file " + file, e);
        }
        if (start.isEmpty()) {
            throw new DumpException("%s is empty".formatted(file));
        }
        for (var other : OTHERS.entrySet()) {
            if (start.startsWith(other.getKey())) {
                throw new DumpException("%s %s".formatted(file, other.getValue()));
            }
        }
    }
}
