package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/// Stands in for the whole program where only its start matters: it says `ran`.
final class TinyProgram {
    private TinyProgram() {}

    /// @param jar to write
    /// @param classes a new directory for what is compiled
    static void write(Path jar, Path classes) throws IOException {
        Path folder = Files.createDirectories(classes.resolve("dev/cartwright"));
        Path main = source(folder, "Main", " System.out.println(\"ran\"); ");
        Path rehearsal = source(folder, "Rehearsal", "");
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", main.toString(), rehearsal.toString());
        assertThat(status).isZero();
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("Main", "Rehearsal")) {
                out.putNextEntry(new JarEntry("dev/cartwright/" + name + ".class"));
                Files.copy(folder.resolve(name + ".class"), out);
                out.closeEntry();
            }
        }
    }

    private static Path source(Path folder, String name, String body) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".java"),
                "package dev.cartwright; class %s { public static void main(String[] words) {%s} }"
                        .formatted(name, body));
    }
}
