package dev.cartwright.store.sql;

import dev.cartwright.session.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Words and products of carts that were written already. They lie all over their tables, so they
/// are gathered from very many carts and written in order: every page is touched once for many of
/// them. Sessions that others have changed meanwhile are put right at the end.
final class LateEntries {
    /// Carts until they are written: some 300 bytes for each.
    private static final int MAX = 60_000;

    /// Entries in one write, so that others have their turn.
    private static final int ENTRIES = 30_000;

    private static final int SESSIONS = 10_000;
    private static final int CHUNK = 64;

    private record Cart(long id, String fingerprint, String[] words, long[] products) {}

    private record Word(String word, long session) {}

    private record Product(long product, long session) {}

    interface Writer {
        void write(SqlWork<Boolean> step);
    }

    private final Writer writer;
    private final List<Cart> carts = new ArrayList<>();

    LateEntries(Writer writer) {
        this.writer = writer;
    }

    void add(long id, String fingerprint, SessionContent content) {
        carts.add(
                new Cart(
                        id,
                        fingerprint,
                        SessionParts.words(content).toArray(new String[0]),
                        content.products().stream().mapToLong(Long::longValue).toArray()));
    }

    void writeIfMany() {
        if (carts.size() >= MAX) {
            write();
        }
    }

    void write() {
        words();
        products();
        for (int start = 0; start < carts.size(); start += SESSIONS) {
            List<Cart> some = carts.subList(start, Math.min(carts.size(), start + SESSIONS));
            writer.write(handle -> putRight(handle, some));
        }
        carts.clear();
    }

    private void words() {
        var words = new ArrayList<Word>(carts.size() * 5);
        for (Cart cart : carts) {
            for (String word : cart.words()) {
                words.add(new Word(word, cart.id()));
            }
        }
        var order = Comparator.comparing(Word::word).thenComparingLong(Word::session);
        List<Word> sorted = sorted(words.toArray(new Word[0]), order);
        for (int start = 0; start < sorted.size(); start += ENTRIES) {
            List<Word> some = sorted.subList(start, Math.min(sorted.size(), start + ENTRIES));
            writer.write(handle -> words(handle, some));
        }
    }

    private static boolean words(Handle handle, List<Word> words) throws SQLException {
        ManyRows.insertAbsent(
                handle,
                "INSERT INTO session_word (word, session_id) VALUES ",
                2,
                words,
                (statement, before, entry) -> {
                    statement.setString(before + 1, entry.word());
                    statement.setLong(before + 2, entry.session());
                });
        return true;
    }

    /// On all cores, since the writer waits for it.
    private static <T> List<T> sorted(T[] entries, Comparator<T> order) {
        Arrays.parallelSort(entries, order);
        return Arrays.asList(entries);
    }

    private void products() {
        var products = new ArrayList<Product>(carts.size() * 3);
        for (Cart cart : carts) {
            for (long product : cart.products()) {
                products.add(new Product(product, cart.id()));
            }
        }
        var order = Comparator.comparingLong(Product::product).thenComparingLong(Product::session);
        List<Product> sorted = sorted(products.toArray(new Product[0]), order);
        for (int start = 0; start < sorted.size(); start += ENTRIES) {
            List<Product> some = sorted.subList(start, Math.min(sorted.size(), start + ENTRIES));
            writer.write(handle -> products(handle, some));
        }
    }

    private static boolean products(Handle handle, List<Product> products) throws SQLException {
        ManyRows.insertAbsent(
                handle,
                "INSERT INTO session_product (product_id, session_id) VALUES ",
                2,
                products,
                (statement, before, entry) -> {
                    statement.setLong(before + 1, entry.product());
                    statement.setLong(before + 2, entry.session());
                });
        return true;
    }

    /// A session as it is now.
    private record Current(Session session, String products) {}

    private static boolean putRight(Handle handle, List<Cart> some) throws SQLException {
        List<Cart> touched = touched(handle, some);
        Map<Long, Current> found = current(handle, touched);
        for (Cart cart : touched) {
            Current now = found.get(cart.id());
            if (now == null) {
                drop(handle, cart, Set.of(), Set.of());
            } else {
                Set<String> words = SessionParts.words(now.session());
                Set<Long> products = new HashSet<>(SessionParts.split(now.products()));
                drop(handle, cart, words, products);
                words(handle, entries(words, cart.id()));
                products(handle, productEntries(products, cart.id()));
            }
        }
        return true;
    }

    /// Hardly ever any, so they are looked for by as little as possible.
    private static List<Cart> touched(Handle handle, List<Cart> some) throws SQLException {
        Map<Long, String> untouched = HashMap.newHashMap(some.size());
        select(
                handle,
                """
                SELECT s.id, f.fingerprint FROM session s
                    JOIN session_foreign f ON f.session_id = s.id
                WHERE s.version = 1 AND s.live = 1 AND s.id IN (""",
                some,
                rows -> untouched.put(rows.getLong(1), rows.getString(2)));
        return some.stream()
                .filter(cart -> !cart.fingerprint().equals(untouched.get(cart.id())))
                .toList();
    }

    private static void drop(Handle handle, Cart cart, Set<String> words, Set<Long> products)
            throws SQLException {
        for (String word : cart.words()) {
            if (!words.contains(word)) {
                SessionParts.dropWord(handle, word, cart.id());
            }
        }
        for (long product : cart.products()) {
            if (!products.contains(product)) {
                SessionParts.dropProduct(handle, product, cart.id());
            }
        }
    }

    private static List<Word> entries(Collection<String> words, long id) {
        return new TreeSet<>(words).stream().map(word -> new Word(word, id)).toList();
    }

    private static List<Product> productEntries(Collection<Long> products, long id) {
        return new TreeSet<>(products).stream().map(product -> new Product(product, id)).toList();
    }

    private static Map<Long, Current> current(Handle handle, List<Cart> some) throws SQLException {
        Map<Long, Current> found = HashMap.newHashMap(some.size());
        select(
                handle,
                "SELECT "
                        + SessionRow.COLUMNS
                        + ", d.products FROM session s"
                        + " JOIN session_document d ON d.session_id = s.id WHERE s.id IN (",
                some,
                rows -> {
                    Session session = SessionRow.read(rows);
                    found.put(session.id(), new Current(session, rows.getString(20)));
                });
        return found;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /// @param sql up to the bracket that their ids stand in
    private static void select(Handle handle, String sql, List<Cart> carts, RowReader reader)
            throws SQLException {
        String text = sql + "?, ".repeat(CHUNK - 1) + "?)";
        for (int start = 0; start < carts.size(); start += CHUNK) {
            PreparedStatement statement = handle.prepare(text);
            for (int i = 0; i < CHUNK; i++) {
                // a last chunk repeats its last id: one text of SQL for every length
                statement.setLong(i + 1, carts.get(Math.min(start + i, carts.size() - 1)).id());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
