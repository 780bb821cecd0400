package dev.cartwright.store.woocommerce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a server's binary log, which is a row of numbered files.
///
/// @param file as `binlog.000042`
record LogPosition(String file, long offset) {
    private static final Pattern NUMBERED = Pattern.compile("(.*)\\.(\\d{1,18})");

    /// Whether it is this place or one behind it. False for logs that are not the same.
    boolean reached(LogPosition other) {
        Matcher mine = NUMBERED.matcher(file);
        Matcher its = NUMBERED.matcher(other.file);
        if (!mine.matches() || !its.matches() || !mine.group(1).equals(its.group(1))) {
            return false;
        }
        int files = Long.compare(Long.parseLong(mine.group(2)), Long.parseLong(its.group(2)));
        return files > 0 || (files == 0 && offset >= other.offset);
    }
}
