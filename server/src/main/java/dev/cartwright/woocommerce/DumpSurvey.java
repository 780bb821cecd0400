package dev.cartwright.woocommerce;

import dev.cartwright.woocommerce.SqlDump.Span;
import dev.cartwright.woocommerce.SqlDump.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Remembers tables and the places of their rows. Of a packed dump it keeps the statements that
/// will be read again; places are then those in what is kept.
final class DumpSurvey implements DumpReader.Visitor {
    private static final long REPORT_EVERY_BYTES = 4L << 20;

    private final DumpInput in;
    private final @Nullable Unpacked kept;
    private final Set<String> wanted;
    private final LongConsumer progress;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private final Map<String, List<Span>> spans = new LinkedHashMap<>();
    private final Map<String, long[]> counts = new LinkedHashMap<>();
    private String last = "";
    private long rowsNow;
    private long keptBefore;
    private long nextReport;

    /// @param kept null when the dump itself can be read at any place
    /// @param wanted ends of the names of tables that are kept
    DumpSurvey(DumpInput in, @Nullable Unpacked kept, Set<String> wanted, LongConsumer progress) {
        this.in = in;
        this.kept = kept;
        this.wanted = Set.copyOf(wanted);
        this.progress = progress;
        if (kept != null) {
            in.copyTo(kept);
        }
    }

    /// Says that the input has ended.
    void end() throws IOException {
        if (kept != null) {
            in.endCopy();
            kept.shorten(keptBefore);
            kept.finish();
        }
        progress.accept(in.fileRead());
    }

    Map<String, Table> tables() {
        var tables = new LinkedHashMap<String, Table>();
        var names = new LinkedHashMap<>(columns);
        counts.keySet().forEach(name -> names.putIfAbsent(name, List.of()));
        names.forEach(
                (name, created) ->
                        tables.put(
                                name,
                                new Table(
                                        name,
                                        created,
                                        counts.getOrDefault(name, new long[1])[0],
                                        spans.getOrDefault(name, List.of()))));
        return tables;
    }

    @Override
    public void table(String table, List<String> names) {
        columns.put(table, names);
    }

    @Override
    public @Nullable RowBuilder insert(String table, List<String> names) throws IOException {
        rowsNow = 0;
        if (kept != null && !wants(table)) {
            in.endCopy();
        }
        return null;
    }

    private boolean wants(String table) {
        return wanted.stream().anyMatch(table::endsWith);
    }

    @Override
    public void row(@Nullable DumpRow row) {
        rowsNow++;
    }

    @Override
    public void insertEnded(String table, long from, long to) throws IOException {
        counts.computeIfAbsent(table, _ -> new long[1])[0] += rowsNow;
        if (kept == null) {
            note(table, new Span(from, to));
        } else if (wants(table)) {
            in.endCopy();
            note(table, new Span(keptBefore, kept.size()));
            keptBefore = kept.size();
        }
        last = table;
    }

    /// Statements of one table that follow each other make one span.
    private void note(String table, Span span) {
        List<Span> known = spans.computeIfAbsent(table, _ -> new ArrayList<>());
        if (table.equals(last)) {
            known.set(known.size() - 1, new Span(known.getLast().from(), span.to()));
        } else {
            known.add(span);
        }
    }

    @Override
    public void statementEnded() throws IOException {
        if (kept != null) {
            in.endCopy();
            kept.shorten(keptBefore);
            in.copyTo(kept);
        }
        if (in.position() >= nextReport) {
            nextReport = in.position() + REPORT_EVERY_BYTES;
            progress.accept(in.fileRead());
        }
    }
}
