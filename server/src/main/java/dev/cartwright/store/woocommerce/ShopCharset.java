package dev.cartwright.store.woocommerce;

import java.util.Set;

/// What WordPress's connection makes of stored texts. PHP's lengths count the bytes that it sees,
/// which are others than those stored where the connection's character set is not the column's.
final class ShopCharset {
    /// Those that a connection may have, beside UTF-8. Others a server would not take from
    /// WordPress either, which then goes on in the server's own.
    private static final Set<String> KNOWN =
            Set.of(
                    "armscii8",
                    "ascii",
                    "big5",
                    "binary",
                    "cp1250",
                    "cp1251",
                    "cp1256",
                    "cp1257",
                    "cp850",
                    "cp852",
                    "cp866",
                    "cp932",
                    "dec8",
                    "eucjpms",
                    "euckr",
                    "gb18030",
                    "gb2312",
                    "gbk",
                    "geostd8",
                    "greek",
                    "hebrew",
                    "hp8",
                    "keybcs2",
                    "koi8r",
                    "koi8u",
                    "latin1",
                    "latin2",
                    "latin5",
                    "latin7",
                    "macce",
                    "macroman",
                    "sjis",
                    "swe7",
                    "tis620",
                    "ujis");

    private ShopCharset() {}

    /// @param defined as `DB_CHARSET` says
    static String ofConnection(String defined) {
        String name = ShopLayout.lower(defined);
        return KNOWN.contains(name) ? name : WooAddress.DEFAULT_CHARSET;
    }

    /// Into which one a column is converted for WordPress; empty for none.
    ///
    /// @param column the column's own, empty for bytes
    static String conversion(String column, String connection) {
        boolean same =
                column.isEmpty()
                        || column.equals(connection)
                        || connection.equals("binary")
                        || (column.startsWith("utf8") && connection.startsWith("utf8"));
        return same ? "" : connection;
    }

    /// An expression for the bytes of a column.
    ///
    /// @param conversion as [#conversion] tells
    static String seen(String column, String conversion) {
        return conversion.isEmpty()
                ? "CAST(%s AS BINARY)".formatted(column)
                : "CAST(CONVERT(%s USING %s) AS BINARY)".formatted(column, conversion);
    }
}
