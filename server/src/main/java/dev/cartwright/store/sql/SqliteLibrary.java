package dev.cartwright.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite's own code for this machine, which lies in the driver's jar.
///
/// Where the driver is told no place for it (`org.sqlite.lib.path`), each start asks another
/// program for the kind of machine, lays a copy into the temporary folder and compares it with the
/// original; and nothing may be run from some temporary folders.
public final class SqliteLibrary {
    private SqliteLibrary() {}

    /// Lays it into a folder; does nothing on a machine that the driver has none for.
    ///
    /// @param place the folder, made when it is missing; not in use yet
    /// @throws IOException when it cannot be written, or lies there already
    public static void unpack(Path place) throws IOException {
        Path file = place.resolve(LibraryLoaderUtil.getNativeLibName());
        try (InputStream library =
                LibraryLoaderUtil.class.getResourceAsStream(
                        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + file.getFileName())) {
            if (library == null) {
                return;
            }
            Files.createDirectories(place);
            Files.copy(library, file);
        }
    }
}
