package dev.cartwright.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Writes a [Position] as one opaque word for a URL, bound to the filter and order it belongs to.
///
/// The check sum tells an honest client that its cursor is of another list; it protects nothing,
/// since a position shows no more than the list itself does.
public final class Cursor {
    private static final int MAX_LENGTH = 1024;

    private Cursor() {}

    /// @param binding text that is equal for equal filter and order, and only then
    public static String encode(Position position, String binding) {
        String body = (position.backwards() ? "-" : "+") + position.id() + ":" + position.value();
        String whole = checkSum(body, binding) + body;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(whole.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty when the word was not made by [#encode] with the same binding.
    public static Optional<Position> decode(String word, String binding) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String whole;
        try {
            whole = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        int colon = whole.indexOf(':');
        if (colon < 10 || !whole.startsWith(checkSum(whole.substring(8), binding))) {
            return Optional.empty();
        }
        try {
            long id = Long.parseLong(whole, 9, colon, 10);
            return Optional.of(
                    new Position(whole.substring(colon + 1), id, whole.charAt(8) == '-'));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String checkSum(String body, String binding) {
        var crc = new CRC32C();
        crc.update(binding.getBytes(StandardCharsets.UTF_8));
        crc.update(0);
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
