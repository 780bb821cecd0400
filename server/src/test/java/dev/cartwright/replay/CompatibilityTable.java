package dev.cartwright.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The table of differences in `docs/compatibility.md`.
final class CompatibilityTable {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");

    private CompatibilityTable() {}

    static Set<String> ids() throws IOException {
        var ids = new TreeSet<String>();
        ROW.matcher(Files.readString(Path.of("../docs/compatibility.md")))
                .results()
                .forEach(row -> ids.add(row.group(1)));
        return ids;
    }
}
