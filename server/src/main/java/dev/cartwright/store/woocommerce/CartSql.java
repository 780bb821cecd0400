package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.ShopCart;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads rows of one table of carts, whatever columns it has.
///
/// Values are taken as the bytes that WordPress sees, since PHP's lengths count those; whatever the
/// character set of our own connection is.
final class CartSql {
    private final CartLayout layout;
    private final String quoted;
    private final Fingerprint fingerprint;

    /// The columns that every row is read with, in order.
    private final List<String> small;

    /// @param quoted the table's whole name
    CartSql(CartLayout layout, String quoted) {
        this.layout = layout;
        this.quoted = quoted;
        this.fingerprint = new Fingerprint(layout);
        var table = layout.table();
        var columns = new ArrayList<>(List.of(table.idColumn(), table.keyColumn()));
        columns.add(table.expiryColumn());
        table.optionalColumns().stream().filter(layout::has).forEach(columns::add);
        small = List.copyOf(columns);
    }

    CartTable table() {
        return layout.table();
    }

    CartLayout layout() {
        return layout;
    }

    String quoted() {
        return quoted;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    /// Columns beside the value that can be written.
    List<String> others() {
        return layout.columns().stream()
                .filter(column -> !column.equals(table().valueColumn()))
                .filter(column -> !layout.generated().contains(column))
                .toList();
    }

    /// Rows with their values as WordPress sees them, where these are no longer than two parameters
    /// in front say.
    String select(String rest) {
        return select(layout.seen(), rest);
    }

    /// As [#select], with the values as they are stored.
    String stored(String rest) {
        return select(ShopCharset.seen(table().valueColumn(), ""), rest);
    }

    private String select(String bytes, String rest) {
        var columns = new ArrayList<String>();
        small.forEach(column -> columns.add("CAST(%s AS BINARY)".formatted(column)));
        String value = table().valueColumn();
        columns.add("OCTET_LENGTH(%s)".formatted(value));
        columns.add("CASE WHEN OCTET_LENGTH(%s) <= ? THEN %s END".formatted(value, bytes));
        // of what is stored, which nobody here knows where it is converted
        String digested = layout.converted() ? "OR TRUE" : "";
        columns.add(
                "CASE WHEN OCTET_LENGTH(%s) > ? %s THEN %s END"
                        .formatted(value, digested, fingerprint.valueSql()));
        return "SELECT %s FROM %s %s".formatted(String.join(", ", columns), quoted, rest);
    }

    /// Sets the parameters that [#select] begins with, and tells the number of the next.
    static int limits(PreparedStatement statement, long longest) throws SQLException {
        statement.setLong(1, longest);
        statement.setLong(2, longest);
        return 3;
    }

    /// Of a row that was read with [#select].
    ShopCart row(ResultSet rows, String salt) throws SQLException {
        Map<String, byte @Nullable []> cells = new LinkedHashMap<>();
        for (int i = 0; i < small.size(); i++) {
            cells.put(small.get(i), rows.getBytes(i + 1));
        }
        int at = small.size() + 1;
        long length = rows.getLong(at);
        byte[] value = rows.getBytes(at + 1);
        String told = rows.getString(at + 2);
        boolean known = value != null && !layout.converted();
        String digest = known ? Fingerprint.digest(value) : told == null ? "" : told;
        return new ShopCart(
                table(),
                number(cells.get(table().idColumn())),
                text(cells.get(table().keyColumn())),
                number(cells.get("cart_created")),
                number(cells.get(table().expiryColumn())),
                text(cells.get("cart_source")),
                text(cells.get("cart_hash")),
                length,
                value,
                fingerprint.of(salt, cells::get, length, digest));
    }

    /// Number, key, fingerprint and expiry of rows; the salt is the first parameter.
    String marks(String rest) {
        return "SELECT CAST(%s AS BINARY), CAST(%s AS BINARY), %s, CAST(%s AS BINARY) FROM %s %s"
                .formatted(
                        table().idColumn(),
                        table().keyColumn(),
                        fingerprint.sql(),
                        table().expiryColumn(),
                        quoted,
                        rest);
    }

    static ShopMark mark(ResultSet rows) throws SQLException {
        return new ShopMark(
                number(rows.getBytes(1)),
                text(rows.getBytes(2)),
                rows.getString(3),
                number(rows.getBytes(4)));
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /// Columns are unsigned in some layouts and hold anything in others: 0 for what is negative,
    /// the greatest `long` for what is greater.
    static long number(byte @Nullable [] digits) {
        if (digits == null) {
            return 0;
        }
        long value = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return 0;
            }
            if (value > (Long.MAX_VALUE - 9) / 10) {
                return Long.MAX_VALUE;
            }
            value = value * 10 + digit - '0';
        }
        return value;
    }
}
