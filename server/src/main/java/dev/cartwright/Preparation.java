package dev.cartwright;

import dev.cartwright.store.sql.SqliteLibrary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Does once what every start would otherwise do again; the launcher calls it for what it has just
/// built, before anything runs from there.
final class Preparation {
    private Preparation() {}

    /// @param arguments the folder of the libraries, which are the launcher's own copies, and the
    ///     folder where SQLite's own code will be looked for
    public static void main(String[] arguments) throws IOException {
        SqliteLibrary.unpack(Path.of(arguments[1]));
        var old = new OldClasses(Preparation.class.getClassLoader());
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            for (Path jar : jars) {
                renew(old, jar);
            }
        }
    }

    /// One that cannot be renewed works as it is.
    private static void renew(OldClasses old, Path jar) {
        try {
            old.renew(jar);
        } catch (IOException failure) {
            System.out.println(jar.getFileName() + ": " + failure.getMessage());
        }
    }
}
