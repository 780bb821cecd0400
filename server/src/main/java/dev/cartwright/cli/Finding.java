package dev.cartwright.cli;

import java.util.Locale;

/// What the doctor found out about one thing.
///
/// @param subject what was looked at, one or two words
/// @param message what is so
/// @param remedy how to mend it, empty when all is well
record Finding(Level level, String subject, String message, String remedy) {
    enum Level {
        OK,
        /// Works, but somebody should know.
        WARNING,
        /// Does not work, or is not safe.
        FAULT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String message) {
        return new Finding(Level.OK, subject, message, "");
    }

    static Finding warning(String subject, String message, String remedy) {
        return new Finding(Level.WARNING, subject, message, remedy);
    }

    static Finding fault(String subject, String message, String remedy) {
        return new Finding(Level.FAULT, subject, message, remedy);
    }
}
