package dev.cartwright.woocommerce;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks through the statements of a dump as `mysqldump` and `mariadb-dump` write it, and hands out
/// tables and rows. Whatever else the dump holds is stepped over.
///
/// Memory is bounded by one row, however long the statements are.
final class DumpReader {
    private static final Set<String> NO_COLUMN =
            Set.of(
                    "PRIMARY",
                    "KEY",
                    "UNIQUE",
                    "INDEX",
                    "FULLTEXT",
                    "SPATIAL",
                    "CONSTRAINT",
                    "FOREIGN",
                    "CHECK",
                    "PERIOD");

    /// Of UTF-8's byte order mark.
    private static final int MARK_LENGTH = 3;

    private final SqlLexer lexer;
    private final Visitor visitor;
    private String database = "";
    private long malformed;
    private boolean cutOff;

    /// What a walk asks and tells.
    interface Visitor {
        /// @param table with its database in front where the dump names one: `shop.wp_posts`
        void table(String table, List<String> columns);

        /// Which cells to collect.
        ///
        /// @param columns as the statement names them, empty when it names none
        /// @return null to count rows only
        @Nullable RowBuilder insert(String table, List<String> columns) throws IOException;

        /// A row is complete; empty when only counting.
        void row(@Nullable DumpRow row) throws IOException;

        void insertEnded(String table, long from, long to) throws IOException;

        void statementEnded() throws IOException;
    }

    DumpReader(SqlLexer lexer, String database, Visitor visitor) {
        this.lexer = lexer;
        this.database = database;
        this.visitor = visitor;
    }

    /// Statements that could not be followed to their end.
    long malformed() {
        return malformed;
    }

    /// Whether the input ended inside a statement.
    boolean cutOff() {
        return cutOff;
    }

    /// Until the input or this position is reached.
    void run(long end) throws IOException {
        try {
            while (statement(end)) {
                visitor.statementEnded();
            }
        } catch (EOFException _) {
            cutOff = true;
        }
    }

    private boolean statement(long end) throws IOException {
        lexer.skipSpace();
        if (lexer.position() >= end || lexer.peek() < 0) {
            return false;
        }
        long start = lexer.position();
        switch (lexer.word()) {
            case "INSERT", "REPLACE" -> insert(start);
            case "CREATE" -> create();
            case "USE" -> use();
            case "DELIMITER" -> foreignDelimiter();
            default -> other();
        }
        return true;
    }

    /// A byte that is no part of SQL, as a byte order mark in front, hides no statement.
    private void other() throws IOException {
        if (lexer.position() < MARK_LENGTH && lexer.peek() >= 0x80) {
            lexer.next();
            return;
        }
        lexer.skipStatement();
    }

    private void use() throws IOException {
        lexer.skipSpace();
        database = lexer.name();
        lexer.skipStatement();
    }

    /// Triggers and routines; nothing of ours. Ends with the line that brings the `;` back.
    private void foreignDelimiter() throws IOException {
        String delimiter = lexer.line();
        while (!delimiter.equals(";") && lexer.peek() >= 0) {
            String line = lexer.line();
            if (line.regionMatches(true, 0, "DELIMITER ", 0, 10)) {
                delimiter = line.substring(10).strip();
            }
        }
    }

    private String tableName() throws IOException {
        lexer.skipSpace();
        String name = lexer.name();
        if (lexer.peek() == '.') {
            lexer.next();
            return name + "." + lexer.name();
        }
        return database.isEmpty() ? name : database + "." + name;
    }

    private void create() throws IOException {
        lexer.skipSpace();
        if (!lexer.word().equals("TABLE")) {
            lexer.skipStatement();
            return;
        }
        lexer.skipSpace();
        String table;
        if (lexer.peek() == 'I' || lexer.peek() == 'i') {
            String word = lexer.word();
            table = word.equals("IF") ? afterIfNotExists() : word;
        } else {
            table = tableName();
        }
        lexer.skipSpace();
        if (lexer.peek() == '(') {
            lexer.next();
            visitor.table(table, columnNames());
        }
        lexer.skipStatement();
    }

    private String afterIfNotExists() throws IOException {
        lexer.skipSpace();
        lexer.word();
        lexer.skipSpace();
        lexer.word();
        return tableName();
    }

    private List<String> columnNames() throws IOException {
        var names = new ArrayList<String>();
        do {
            lexer.skipSpace();
            boolean quoted = lexer.peek() == '`' || lexer.peek() == '"';
            String name = lexer.name();
            if (quoted || !NO_COLUMN.contains(name.toUpperCase(Locale.ROOT))) {
                names.add(name);
            }
        } while (skipDefinition() == ',');
        return names;
    }

    /// To the comma or bracket behind a column's definition.
    private int skipDefinition() throws IOException {
        int depth = 0;
        while (true) {
            lexer.skipSpace();
            int c = lexer.peek();
            if (c == '\'' || c == '"' || c == '`') {
                lexer.skipQuoted();
                continue;
            }
            lexer.next();
            if (depth == 0 && (c == ',' || c == ')')) {
                return c;
            }
            if (c == '(') {
                depth++;
            }
            if (c == ')') {
                depth--;
            }
        }
    }

    private void insert(long start) throws IOException {
        String table = insertedTable();
        lexer.skipSpace();
        List<String> columns = List.of();
        if (lexer.peek() == '(') {
            lexer.next();
            columns = columnNames();
            lexer.skipSpace();
        }
        String word = lexer.word();
        if (!word.equals("VALUES") && !word.equals("VALUE")) {
            lexer.skipStatement();
            return;
        }
        RowBuilder builder = visitor.insert(table, columns);
        try {
            tuples(builder);
        } finally {
            visitor.insertEnded(table, start, lexer.position());
        }
    }

    private String insertedTable() throws IOException {
        while (true) {
            lexer.skipSpace();
            if (lexer.peek() == '`' || lexer.peek() == '"') {
                return tableName();
            }
            String word = lexer.name();
            switch (word.toUpperCase(Locale.ROOT)) {
                case "INTO", "IGNORE", "LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED" -> {}
                default -> {
                    if (lexer.peek() == '.') {
                        lexer.next();
                        return word + "." + lexer.name();
                    }
                    return database.isEmpty() ? word : database + "." + word;
                }
            }
        }
    }

    private void tuples(@Nullable RowBuilder builder) throws IOException {
        var values = new SqlValues(lexer);
        while (true) {
            lexer.skipSpace();
            if (lexer.peek() != '(') {
                lexer.skipStatement(); // ON DUPLICATE KEY UPDATE, or nothing of SQL
                return;
            }
            lexer.next();
            if (!values.tuple(builder)) {
                malformed++;
                lexer.skipStatement();
                return;
            }
            visitor.row(builder == null ? null : builder.finish());
            lexer.skipSpace();
            int c = lexer.peek();
            if (c == ',') {
                lexer.next();
                continue;
            }
            lexer.skipStatement();
            return;
        }
    }
}
