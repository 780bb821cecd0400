package dev.cartwright.php;

import java.util.Locale;

/// What reading serialised bytes came to.
public sealed interface PhpResult {
    /// @param length how many bytes the value took; PHP ignores what follows, and so do we
    /// @param values how many values were made, references followed
    record Decoded(PhpValue value, int length, long values) implements PhpResult {}

    /// @param offset of the byte at which reading stopped
    record Failed(Reason reason, int offset) implements PhpResult {
        /// One line without any of the contents.
        public String message() {
            return "%s at byte %d".formatted(reason.words(), offset);
        }
    }

    enum Reason {
        UNEXPECTED_END,
        NOT_SERIALIZED,
        WRONG_LENGTH,
        BAD_NUMBER,
        BAD_KEY,
        BAD_REFERENCE,
        TOO_DEEP,
        TOO_MANY_VALUES,
        TOO_LARGE;

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
