package dev.cartwright.woocommerce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A dump that was looked through once: which tables it has and where their rows are, so that they
/// can be read in any order, as often as needed.
final class SqlDump {
    /// A longer row is handed out without what was too much.
    static final long MAX_ROW_BYTES = 16L << 20;

    private static final long REPORT_EVERY_BYTES = 4L << 20;

    private final Path file;
    private final Map<String, Table> tables;
    private final boolean cutOff;
    private final long malformed;

    /// @param name with its database in front where the dump names one
    /// @param columns as created; empty when the dump does not create it
    record Table(String name, List<String> columns, long rows, List<Span> spans) {
        Table {
            columns = List.copyOf(columns);
            spans = List.copyOf(spans);
        }
    }

    /// Where statements of one table follow each other.
    record Span(long from, long to) {}

    interface RowHandler {
        void row(DumpRow row) throws IOException;
    }

    private SqlDump(Path file, Map<String, Table> tables, boolean cutOff, long malformed) {
        this.file = file;
        this.tables = tables;
        this.cutOff = cutOff;
        this.malformed = malformed;
    }

    /// Reads the whole file once.
    ///
    /// @param progress takes the bytes of the file that were read
    static SqlDump survey(Path file, LongConsumer progress) throws IOException {
        DumpFormat.check(file);
        try (DumpInput in = DumpInput.open(file)) {
            var survey = new Survey(in, progress);
            var reader = new DumpReader(new SqlLexer(in), "", survey);
            reader.run(Long.MAX_VALUE);
            progress.accept(in.fileRead());
            return new SqlDump(
                    file, survey.tables(), reader.cutOff() || in.damaged(), reader.malformed());
        }
    }

    static long size(Path file) throws IOException {
        return Files.size(file);
    }

    Map<String, Table> tables() {
        return tables;
    }

    /// 0 when there is no such table.
    long rowCount(String table) {
        return Optional.ofNullable(tables.get(table)).map(Table::rows).orElse(0L);
    }

    /// Whether the file ends in the middle of a statement.
    boolean cutOff() {
        return cutOff;
    }

    /// Statements that could not be followed to their end.
    long malformed() {
        return malformed;
    }

    /// Hands out the rows of a table in their order; none when there is no such table.
    void rows(String name, List<String> columns, RowHandler handler) throws IOException {
        Table table = tables.get(name);
        if (table == null) {
            return;
        }
        try (DumpInput in = DumpInput.open(file)) {
            var rows = new Rows(table, columns, handler);
            for (Span span : table.spans()) {
                in.skipTo(span.from());
                new DumpReader(new SqlLexer(in), "", rows).run(span.to());
            }
        }
    }

    /// Remembers tables and the places of their rows.
    private static final class Survey implements DumpReader.Visitor {
        private final DumpInput in;
        private final LongConsumer progress;
        private final Map<String, List<String>> columns = new LinkedHashMap<>();
        private final Map<String, List<Span>> spans = new LinkedHashMap<>();
        private final Map<String, long[]> counts = new LinkedHashMap<>();
        private String last = "";
        private long rowsNow;
        private long nextReport;

        Survey(DumpInput in, LongConsumer progress) {
            this.in = in;
            this.progress = progress;
        }

        Map<String, Table> tables() {
            var tables = new LinkedHashMap<String, Table>();
            var names = new LinkedHashMap<>(columns);
            spans.keySet().forEach(name -> names.putIfAbsent(name, List.of()));
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
        public @Nullable RowBuilder insert(String table, List<String> names) {
            rowsNow = 0;
            return null;
        }

        @Override
        public void row(@Nullable DumpRow row) {
            rowsNow++;
        }

        @Override
        public void insertEnded(String table, long from, long to) {
            counts.computeIfAbsent(table, _ -> new long[1])[0] += rowsNow;
            List<Span> known = spans.computeIfAbsent(table, _ -> new ArrayList<>());
            if (table.equals(last)) {
                known.set(known.size() - 1, new Span(known.getLast().from(), to));
            } else {
                known.add(new Span(from, to));
            }
            last = table;
        }

        @Override
        public void statementEnded() throws IOException {
            if (in.position() >= nextReport) {
                nextReport = in.position() + REPORT_EVERY_BYTES;
                progress.accept(in.fileRead());
            }
        }
    }

    /// Hands out the rows of one table.
    private static final class Rows implements DumpReader.Visitor {
        private final Table table;
        private final List<String> wanted;
        private final RowHandler handler;

        Rows(Table table, List<String> wanted, RowHandler handler) {
            this.table = table;
            this.wanted = List.copyOf(wanted);
            this.handler = handler;
        }

        @Override
        public void table(String name, List<String> names) {}

        @Override
        public RowBuilder insert(String name, List<String> names) {
            List<String> order = names.isEmpty() ? table.columns() : names;
            return new RowBuilder(order, wanted, MAX_ROW_BYTES);
        }

        @Override
        public void row(@Nullable DumpRow row) throws IOException {
            if (row != null) {
                handler.row(row);
            }
        }

        @Override
        public void insertEnded(String name, long from, long to) {}

        @Override
        public void statementEnded() {}
    }
}
