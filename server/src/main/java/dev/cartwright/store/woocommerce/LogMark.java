package dev.cartwright.store.woocommerce;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// A place in the binary log up to which every change is in the index.
///
/// @param moment the log ended at this place then, so what changed later stands behind it
/// @param file which file that is, whoever has the same name: server and second in which it was
///     begun; empty when that was not seen
record LogMark(Instant moment, LogPosition position, String file) {
    /// On one line.
    String text() {
        return "%s %d %s %s".formatted(position.file(), position.offset(), moment, file).strip();
    }

    /// Empty for what is no such line.
    static Optional<LogMark> parse(String text) {
        String[] words = text.split(" ");
        if (words.length < 3 || words.length > 4) {
            return Optional.empty();
        }
        try {
            var position = new LogPosition(words[0], Long.parseLong(words[1]));
            String file = words.length == 4 ? words[3] : "";
            return Optional.of(new LogMark(Instant.parse(words[2]), position, file));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
