package dev.cartwright.woocommerce;

import dev.cartwright.fuzz.Bounded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// What holds for any file that somebody imports as a dump.
public final class SqlDumpFuzz {
    /// The buffers of two passes over the file.
    private static final int BUFFERS = 1 << 16;

    private SqlDumpFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Path file = Files.createTempFile("cartwright-fuzz", ".sql");
        try {
            Files.write(file, input);
            boolean imported = Bounded.by(BUFFERS + input.length, () -> imports(file));
            if (imported && input[0] != 0x1f) {
                Map<String, Long> plain = rows(file);
                Files.write(file, packed(input));
                if (!rows(file).equals(plain)) {
                    throw new AssertionError("a packed dump does not tell the same as a plain one");
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    /// False when the file was refused with a reason.
    private static boolean imports(Path file) {
        try {
            new ImportBench().importer.run(file, Optional.empty(), ImportProgress.NONE);
            return true;
        } catch (DumpException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> rows(Path file) throws IOException {
        try (SqlDump dump = SqlDump.survey(file, Site.READ, _ -> {})) {
            Map<String, Long> rows = new TreeMap<>();
            dump.names().forEach(name -> rows.put(name, dump.rowCount(name)));
            return rows;
        }
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
