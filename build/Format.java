import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The one formatter: `check ROOT` fails and lists what differs, `write ROOT` rewrites it.
///
/// A program of its own because google-java-format must run on the JDK whose syntax it reads,
/// while Maven itself may run on an older one.
final class Format {
    public static void main(String[] arguments) throws Exception {
        boolean write = arguments[0].equals("write");
        var options =
                JavaFormatterOptions.builder()
                        .style(JavaFormatterOptions.Style.AOSP)
                        .formatJavadoc(false)
                        .build();
        var formatter = new Formatter(options);
        boolean clean = true;
        for (Path file : sources(Path.of(arguments[1]))) {
            String before = Files.readString(file);
            String after = formatter.formatSource(RemoveUnusedImports.removeUnusedImports(before));
            if (after.equals(before)) {
                continue;
            }
            if (write) {
                Files.writeString(file, after);
            } else {
                System.err.println("not formatted: " + file);
                clean = false;
            }
        }
        if (!clean) {
            System.err.println("run ./mvnw -N process-sources -Dformat.mode=write");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
