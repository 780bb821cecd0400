package dev.cartwright.store.woocommerce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells whether a row of carts has changed, as the shop's database and we both work it out: the
/// MD5 of the small columns and of the MD5 of each text.
///
/// It guards against changes, not against malice: who could make two carts of one MD5 could as well
/// put the second one there.
final class Fingerprint {
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
                                "MD5(CONCAT_WS('|', CAST(? AS CHAR), ",
                                ", COALESCE(OCTET_LENGTH(%1$s), 0), COALESCE(%2$s, '')))"
                                        .formatted(value(), valueSql())));
    }

    /// Of the value alone.
    String valueSql() {
        return "MD5(CAST(%s AS BINARY))".formatted(value());
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
                : "COALESCE(MD5(CAST(%s AS BINARY)), '')".formatted(column);
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

    /// @param valueMd5 empty when the database could not tell
    String of(String salt, Row row, long length, String valueMd5) {
        var text = new StringBuilder(salt);
        for (String column : smallColumns()) {
            byte[] bytes = row.bytes(column);
            text.append('|');
            if (bytes != null) {
                String plain = new String(bytes, StandardCharsets.US_ASCII);
                text.append(number(column) ? plain : md5(bytes));
            }
        }
        text.append('|').append(length).append('|').append(valueMd5);
        return md5(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
