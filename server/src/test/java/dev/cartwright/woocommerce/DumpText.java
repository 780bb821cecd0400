package dev.cartwright.woocommerce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// Writes dumps as `mysqldump` does.
final class DumpText {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static DumpText empty() {
        return new DumpText();
    }

    /// The tables of carts of one shop.
    static DumpText shop(String prefix) {
        return new DumpText()
                .line("-- MySQL dump; don't be fooled by 'quotes' in comments")
                .line("/*!40101 SET NAMES utf8mb4 */;")
                .line("DROP TABLE IF EXISTS `" + prefix + "cocart_carts`;")
                .line("CREATE TABLE `" + prefix + "cocart_carts` (")
                .line("  `cart_id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,")
                .line("  `cart_key` char(42) NOT NULL COMMENT 'the key, (unique); yes',")
                .line("  `cart_value` longtext NOT NULL,")
                .line("  `cart_created` bigint(20) unsigned NOT NULL DEFAULT '0',")
                .line("  `cart_expiry` bigint(20) unsigned NOT NULL,")
                .line("  `cart_source` varchar(200) NOT NULL,")
                .line("  `cart_hash` varchar(200) NOT NULL,")
                .line("  PRIMARY KEY (`cart_id`),")
                .line("  UNIQUE KEY `cart_key` (`cart_key`)")
                .line(") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;")
                .line("CREATE TABLE `" + prefix + "woocommerce_sessions` (")
                .line("  `session_id` bigint(20) unsigned NOT NULL,")
                .line("  `session_key` char(32) NOT NULL,")
                .line("  `session_value` longtext NOT NULL,")
                .line("  `session_expiry` bigint(20) unsigned NOT NULL);");
    }

    DumpText line(String text) {
        out.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    DumpText raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /// One row of `cocart_carts`, made in 2023 and alive for seven days.
    DumpText cart(String prefix, long id, String key, byte[] value) {
        return cart(prefix, id, key, value, 1_700_000_000L, 1_700_604_800L, "cocart");
    }

    DumpText cart(
            String prefix,
            long id,
            String key,
            byte[] value,
            long created,
            long expiry,
            String source) {
        String start = "INSERT INTO `%scocart_carts` VALUES (%d,'%s','".formatted(prefix, id, key);
        raw(start.getBytes(StandardCharsets.UTF_8)).raw(escape(value));
        return line("'," + created + "," + expiry + ",'" + source + "','hash');");
    }

    DumpText session(String prefix, long id, String key, byte[] value, long expiry) {
        line("INSERT INTO `" + prefix + "woocommerce_sessions` VALUES (" + id + ",'" + key + "',");
        return line("0x" + HexFormat.of().formatHex(value) + "," + expiry + ");");
    }

    static byte[] escape(byte[] value) {
        var escaped = new ByteArrayOutputStream();
        for (byte b : value) {
            switch (b) {
                case 0 -> escaped.writeBytes(new byte[] {'\\', '0'});
                case '\n' -> escaped.writeBytes(new byte[] {'\\', 'n'});
                case '\r' -> escaped.writeBytes(new byte[] {'\\', 'r'});
                case 26 -> escaped.writeBytes(new byte[] {'\\', 'Z'});
                case '\'', '"', '\\' -> escaped.writeBytes(new byte[] {'\\', b});
                default -> escaped.write(b);
            }
        }
        return escaped.toByteArray();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    Path write(Path folder) {
        return write(folder.resolve("dump.sql"), bytes());
    }

    Path writePacked(Path folder) {
        try (var packed = new ByteArrayOutputStream()) {
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes());
            }
            return write(folder.resolve("dump.sql.gz"), packed.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
