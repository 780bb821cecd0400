package dev.cartwright.store.woocommerce;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a statement that stands in the binary log means for the tables of carts. A log of rows
/// holds few: those that change tables themselves, and the frames of transactions.
enum LogStatement {
    NOTHING,
    /// A table was emptied, changed, made or dropped.
    STRUCTURE,
    /// Rows were changed, and only the statement is told.
    ROWS;

    private static final Pattern FIRST_WORD =
            Pattern.compile("(?:\\s|/\\*(?s:.*?)\\*/|--[^\\n]*\\n|#[^\\n]*\\n)*+([A-Za-z]*)");
    private static final Pattern DROPPED_DATABASE =
            Pattern.compile("^\\s*DROP\\s+(?:DATABASE|SCHEMA)\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> HARMLESS =
            Set.of(
                    "",
                    "begin",
                    "commit",
                    "rollback",
                    "savepoint",
                    "release",
                    "start",
                    "xa",
                    "set",
                    "analyze",
                    "optimize",
                    "check",
                    "flush",
                    "grant",
                    "revoke");
    private static final Set<String> STRUCTURAL =
            Set.of("truncate", "drop", "alter", "create", "rename", "repair");

    /// @param sql its beginning
    /// @param schema the database that the tables are in
    /// @param tables of carts, whole names
    static LogStatement of(String sql, String schema, Collection<String> tables) {
        Matcher matcher = FIRST_WORD.matcher(sql);
        String first = matcher.lookingAt() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        if (HARMLESS.contains(first)) {
            return NOTHING;
        }
        String lower = sql.toLowerCase(Locale.ROOT);
        if (DROPPED_DATABASE.matcher(sql).find() && names(lower, schema)) {
            return STRUCTURE;
        }
        if (tables.stream().noneMatch(table -> names(lower, table))) {
            return NOTHING;
        }
        return STRUCTURAL.contains(first) ? STRUCTURE : ROWS;
    }

    private static boolean names(String lower, String name) {
        return lower.contains(name.toLowerCase(Locale.ROOT));
    }
}
