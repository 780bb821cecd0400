package dev.cartwright.store.woocommerce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells whether a row of carts has changed, as the shop's database and we both work it out: the
/// digest of the small columns and of the digest of each text. It is half of an SHA-256, since
/// MySQL from 9.6 on has no MD5.
final class Fingerprint {
    private static final int DIGITS = 32;

    private final CartLayout layout;

    Fingerprint(CartLayout layout) {
        this.layout = layout;
    }

    /// With one parameter, the salt.
    String sql() {
        return layout.columns().stream()
                .filter(this::small)
                .map(this::sql)
                .collect(
                        Collectors.joining(
                                ", ",
                                "LEFT(SHA2(CONCAT_WS('|', CAST(? AS CHAR), ",
                                ", COALESCE(OCTET_LENGTH(%1$s), 0), COALESCE(%2$s, '')), 256), %3$d)"
                                        .formatted(value(), valueSql(), DIGITS)));
    }

    /// Of the value alone.
    String valueSql() {
        return digestSql(value());
    }

    /// Of one text, as [#digest].
    static String digestSql(String column) {
        return "LEFT(SHA2(CAST(%s AS BINARY), 256), %d)".formatted(column, DIGITS);
    }

    private String value() {
        return layout.table().valueColumn();
    }

    private boolean small(String column) {
        return smallColumns().contains(column);
    }

    /// Those that count, in the order of the table.
    private List<String> smallColumns() {
        var table = layout.table();
        return layout.columns().stream()
                .filter(
                        column ->
                                column.equals(table.idColumn())
                                        || column.equals(table.keyColumn())
                                        || column.equals(table.expiryColumn())
                                        || table.optionalColumns().contains(column))
                .toList();
    }

    private String sql(String column) {
        return number(column)
                ? "COALESCE(%s, '')".formatted(column)
                : "COALESCE(%s, '')".formatted(digestSql(column));
    }

    private boolean number(String column) {
        var table = layout.table();
        return column.equals(table.idColumn())
                || column.equals(table.expiryColumn())
                || column.equals("cart_created");
    }

    /// What a row holds beside its value.
    interface Row {
        /// The bytes as stored; null for NULL.
        byte @Nullable [] bytes(String column);
    }

    /// @param valueDigest empty when the database could not tell
    String of(String salt, Row row, long length, String valueDigest) {
        var text = new StringBuilder(salt);
        for (String column : smallColumns()) {
            byte[] bytes = row.bytes(column);
            text.append('|');
            if (bytes != null) {
                String plain = new String(bytes, StandardCharsets.US_ASCII);
                text.append(number(column) ? plain : digest(bytes));
            }
        }
        text.append('|').append(length).append('|').append(valueDigest);
        return digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(whole, 0, DIGITS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
