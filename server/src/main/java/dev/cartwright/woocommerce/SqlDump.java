package dev.cartwright.woocommerce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A dump that was looked through once: which tables it has and where their rows are, so that they
/// can be read in any order, as often as needed.
///
/// A packed one is unpacked once: what will be read of it is kept unpacked until this is closed.
final class SqlDump implements ShopTables {
    private final Path file;
    private final @Nullable Unpacked unpacked;
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

    private SqlDump(
            Path file,
            @Nullable Unpacked unpacked,
            Map<String, Table> tables,
            boolean cutOff,
            long malformed) {
        this.file = file;
        this.unpacked = unpacked;
        this.tables = tables;
        this.cutOff = cutOff;
        this.malformed = malformed;
    }

    /// Reads the whole file once.
    ///
    /// @param wanted ends of the names of the tables whose rows will be asked for
    /// @param progress takes the bytes of the file that were read
    static SqlDump survey(Path file, Set<String> wanted, LongConsumer progress) throws IOException {
        DumpFormat.check(file);
        Unpacked unpacked = null;
        try (DumpInput in = DumpInput.open(file)) {
            unpacked = in.packed() ? Unpacked.create() : null;
            var survey = new DumpSurvey(in, unpacked, wanted, progress);
            var reader = new DumpReader(new SqlLexer(in), "", survey);
            reader.run(Long.MAX_VALUE);
            survey.end();
            return new SqlDump(
                    file,
                    unpacked,
                    survey.tables(),
                    reader.cutOff() || in.damaged(),
                    reader.malformed());
        } catch (IOException | RuntimeException e) {
            if (unpacked != null) {
                unpacked.close();
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }

    static long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public Set<String> names() {
        return tables.keySet();
    }

    @Override
    public long rowCount(String table) {
        return Optional.ofNullable(tables.get(table)).map(Table::rows).orElse(0L);
    }

    /// Whether the file ends in the middle of a statement.
    @Override
    public boolean cutOff() {
        return cutOff;
    }

    /// Statements that could not be followed to their end.
    @Override
    public long malformed() {
        return malformed;
    }

    @Override
    public void rows(String name, List<String> columns, RowHandler handler) throws IOException {
        Table table = tables.get(name);
        if (table == null) {
            return;
        }
        if (table.rows() > 0 && table.spans().isEmpty()) {
            throw new IllegalStateException("the rows of %s were not kept".formatted(name));
        }
        try (DumpInput in = unpacked == null ? DumpInput.open(file) : unpacked.read()) {
            var rows = new Rows(table, columns, handler);
            for (Span span : table.spans()) {
                in.skipTo(span.from());
                new DumpReader(new SqlLexer(in), "", rows).run(span.to());
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
