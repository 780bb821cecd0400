package dev.cartwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ListPromiseTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String CONSTANT = "●";

    @Test
    void whatIsMeasuredIsWhatIsPromised() throws IOException {
        assertThat(documented()).containsExactlyElementsOf(ListPromise.ALL);
    }

    private static List<ListPromise> documented() throws IOException {
        return Files.readAllLines(Path.of("../docs/storage.md")).stream()
                .dropWhile(line -> !line.startsWith("## Pairs of filter and order"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|"))
                .filter(cells -> !cells[1].strip().equals("filter"))
                .map(ListPromiseTest::promise)
                .toList();
    }

    private static ListPromise promise(String[] cells) {
        List<String> filter = code(cells[1]);
        return new ListPromise(
                filter.isEmpty() ? "" : filter.getFirst(),
                code(cells[2]),
                cells[1].contains(CONSTANT));
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }
}
