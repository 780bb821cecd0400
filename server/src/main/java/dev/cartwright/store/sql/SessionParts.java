package dev.cartwright.store.sql;

import dev.cartwright.session.SearchWords;
import dev.cartwright.session.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What belongs to a session and lies in tables of its own: the document, the ids of its products,
/// the words it is found by. An update touches only what differs.
final class SessionParts {
    private static final String ADD_PRODUCT =
            "INSERT INTO session_product (product_id, session_id) VALUES (?, ?)";
    private static final String DROP_PRODUCT =
            "DELETE FROM session_product WHERE product_id = ? AND session_id = ?";
    private static final String ADD_WORD =
            "INSERT INTO session_word (word, session_id) VALUES (?, ?)";
    private static final String DROP_WORD =
            "DELETE FROM session_word WHERE word = ? AND session_id = ?";

    private SessionParts() {}

    static void insert(Handle handle, long id, SessionContent content) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO session_document (session_id, products, body)
                        VALUES (?, ?, ?)""");
        statement.setLong(1, id);
        statement.setString(2, joined(content.products()));
        statement.setBytes(3, content.body());
        statement.executeUpdate();
        for (long product : content.products()) {
            product(handle, ADD_PRODUCT, product, id);
        }
        for (String word : words(content)) {
            word(handle, ADD_WORD, word, id);
        }
    }

    static void update(Handle handle, Session old, SessionContent content) throws SQLException {
        if (!updateBody(handle, old.id(), content)) {
            updateWithProducts(handle, old.id(), content);
        }
        updateWords(handle, old.id(), words(old), words(content));
    }

    /// Most changes leave the products alone.
    ///
    /// @return false when this one does not; nothing was changed then
    private static boolean updateBody(Handle handle, long id, SessionContent content)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE session_document SET body = ?
                        WHERE session_id = ? AND products = ?""");
        statement.setBytes(1, content.body());
        statement.setLong(2, id);
        statement.setString(3, joined(content.products()));
        return statement.executeUpdate() > 0;
    }

    private static void updateWithProducts(Handle handle, long id, SessionContent content)
            throws SQLException {
        SortedSet<Long> products = products(handle, id);
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE session_document SET products = ?, body = ?
                        WHERE session_id = ?""");
        statement.setString(1, joined(content.products()));
        statement.setBytes(2, content.body());
        statement.setLong(3, id);
        statement.executeUpdate();
        for (long product : minus(products, content.products())) {
            product(handle, DROP_PRODUCT, product, id);
        }
        for (long product : minus(content.products(), products)) {
            product(handle, ADD_PRODUCT, product, id);
        }
    }

    private static void updateWords(Handle handle, long id, Set<String> before, Set<String> after)
            throws SQLException {
        if (before.equals(after)) {
            return;
        }
        for (String word : minus(before, after)) {
            word(handle, DROP_WORD, word, id);
        }
        for (String word : minus(after, before)) {
            word(handle, ADD_WORD, word, id);
        }
    }

    static void delete(Handle handle, Session session) throws SQLException {
        long id = session.id();
        for (long product : products(handle, id)) {
            product(handle, DROP_PRODUCT, product, id);
        }
        for (String word : words(session)) {
            word(handle, DROP_WORD, word, id);
        }
        PreparedStatement statement =
                handle.prepare("DELETE FROM session_document WHERE session_id = ?");
        statement.setLong(1, id);
        statement.executeUpdate();
    }

    private static SortedSet<Long> products(Handle handle, long id) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT products FROM session_document WHERE session_id = ?");
        statement.setLong(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? split(rows.getString(1)) : new TreeSet<>();
        }
    }

    static void dropWord(Handle handle, String word, long id) throws SQLException {
        word(handle, DROP_WORD, word, id);
    }

    static void dropProduct(Handle handle, long product, long id) throws SQLException {
        product(handle, DROP_PRODUCT, product, id);
    }

    private static void product(Handle handle, String sql, long product, long id)
            throws SQLException {
        PreparedStatement statement = handle.prepare(sql);
        statement.setLong(1, product);
        statement.setLong(2, id);
        statement.executeUpdate();
    }

    private static void word(Handle handle, String sql, String word, long id) throws SQLException {
        PreparedStatement statement = handle.prepare(sql);
        statement.setString(1, word);
        statement.setLong(2, id);
        statement.executeUpdate();
    }

    static Set<String> words(SessionContent content) {
        return clean(SearchWords.of(content.key(), content.email(), content.name()));
    }

    static Set<String> words(Session session) {
        return clean(SearchWords.of(session.key(), session.email(), session.name()));
    }

    /// A word cut to its greatest length may end in half a character.
    private static Set<String> clean(Set<String> words) {
        return words.stream().map(SessionContent::clean).collect(Collectors.toSet());
    }

    private static <T> List<T> minus(Collection<T> some, Collection<T> others) {
        var known = new HashSet<>(others);
        return some.stream().filter(one -> !known.contains(one)).toList();
    }

    static String joined(SortedSet<Long> products) {
        return products.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    static SortedSet<Long> split(String products) {
        return products.isEmpty()
                ? new TreeSet<>()
                : Stream.of(products.split(","))
                        .map(Long::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
