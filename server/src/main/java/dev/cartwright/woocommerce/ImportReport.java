package dev.cartwright.woocommerce;

import dev.cartwright.session.ImportOutcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What an import did.
///
/// @param complete false when the file ends in the middle, so that rows may be missing
/// @param prefix of the tables that were read, as `wp_`
/// @param users how many were created or changed, as are the keys
/// @param roles how many were read, as are the products (with variations) and coupons
/// @param settings whether the shop's settings were found
/// @param carts one for each table of carts that the dump has
/// @param notes problems, bounded; none holds anything of a cart, an address or a whole key
/// @param notesOmitted further problems
/// @param notImported what the dump has and was not taken, one line each
public record ImportReport(
        boolean complete,
        String prefix,
        int roles,
        int users,
        int keys,
        int products,
        int coupons,
        boolean settings,
        List<Carts> carts,
        List<Note> notes,
        long notesOmitted,
        List<String> notImported) {
    public ImportReport {
        carts = List.copyOf(carts);
        notes = List.copyOf(notes);
        notImported = List.copyOf(notImported);
    }

    /// @param row which row it is about, as `12 (4e96…)`; empty for the whole table
    public record Note(String table, String row, String text) {}

    /// @param rows in the dump
    /// @param outcomes of those that were handed to the store
    /// @param skipped rows that were not: no valid key, or the other table has it
    /// @param unreadable rows that are kept raw, since the cart in them could not be decoded
    /// @param estimatedTimes rows of which a time had to be guessed
    public record Carts(
            String table,
            long rows,
            Map<ImportOutcome, Long> outcomes,
            long skipped,
            long unreadable,
            long estimatedTimes) {
        public Carts {
            var copy = new EnumMap<ImportOutcome, Long>(ImportOutcome.class);
            copy.putAll(outcomes);
            outcomes = Collections.unmodifiableMap(copy);
        }

        public long of(ImportOutcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }
    }
}
