package dev.cartwright.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Stored carts as nobody should ever find them, some of them longer than a fuzzer's inputs.
final class HostileValues {
    private static final String CART =
            "a:2:{s:4:\"cart\";a:1:{s:1:\"k\";a:3:{s:10:\"product_id\";i:13;s:8:\"quantity\";%s"
                    + "s:10:\"line_total\";d:3.5;}}s:11:\"cart_totals\";a:1:{s:5:\"total\";%s}}";
    private static final String GOOD = CART.formatted("i:1;", "s:3:\"3.5\";");
    private static final int DEEP = 10_000;
    private static final int LONG = 1 << 20;

    private final Map<String, byte[]> values = new LinkedHashMap<>();

    private HostileValues() {}

    static Map<String, byte[]> all() {
        var hostile = new HostileValues();
        hostile.damaged();
        hostile.large();
        hostile.referring();
        hostile.objects();
        hostile.numbers();
        return hostile.values;
    }

    private void damaged() {
        for (int length = 0; length < GOOD.length(); length += 7) {
            put("cut off at %d".formatted(length), GOOD.substring(0, length));
        }
        put("encoded as latin1 while its lengths are of UTF-8", "a:1:{s:1:\"x\";s:2:\"\u00e9\";}");
        put("encoded as UTF-8 while its lengths are of latin1", "a:1:{s:1:\"x\";s:1:\"Ã©\";}");
        values.put("packed with gzip", gzip(bytes(GOOD)));
        values.put("as gzip begins", new byte[] {0x1f, (byte) 0x8b, 8, 0});
        put("a negative length", "a:1:{s:-1:\"x\";i:1;}");
        put("a negative count", "a:-1:{}");
        put("a huge length", "s:2147483648:\"x\";");
        put("a huge count", "a:99999999999999999999:{");
    }

    private void large() {
        put("a long text", "a:1:{s:1:\"x\";s:%d:\"%s\";}".formatted(LONG, "x".repeat(LONG)));
        put("a long name", "a:1:{s:%d:\"%s\";i:1;}".formatted(LONG, "x".repeat(LONG)));
        put("a long number", "a:1:{i:0;d:" + "9".repeat(LONG) + ";}");
        put("many values", "a:%d:{%s}".formatted(LONG / 8, "i:0;i:0;".repeat(LONG / 8)));
        put("nested deep", nested("i:1;"));
        put("nested deep and cut off", "a:1:{i:0;".repeat(DEEP));
        String inner = nested("i:1;");
        put("nested deep inside", "a:1:{s:1:\"x\";s:%d:\"%s\";}".formatted(inner.length(), inner));
        put("objects nested deep", "O:1:\"A\":1:{s:1:\"x\";".repeat(DEEP) + "}".repeat(DEEP));
    }

    private static String nested(String innermost) {
        return "a:1:{i:0;".repeat(DEEP) + innermost + "}".repeat(DEEP);
    }

    private void referring() {
        put("a loop", "a:1:{s:4:\"cart\";R:1;}");
        put("loops in each other", "a:2:{i:0;a:2:{i:0;R:1;i:1;R:2;}i:1;R:2;}");
        put("an object in itself", "O:1:\"A\":1:{s:4:\"self\";r:1;}");
        put("itself alone", "R:1;");
        var bomb = new StringBuilder("a:40:{i:0;a:1:{i:0;i:1;}");
        for (int i = 1, slot = 2; i < 40; i++) {
            bomb.append("i:%d;a:2:{i:0;R:%d;i:1;R:%d;}".formatted(i, slot, slot));
            slot = i + 3;
        }
        put("references that double", bomb + "}");
    }

    private void objects() {
        put("an object of an unknown class", "a:1:{s:4:\"cart\";O:7:\"Unknown\":1:{s:1:\"k\";N;}}");
        put("an unknown class's own format", "a:1:{s:4:\"cart\";C:7:\"Unknown\":4:{evil}}");
        put("an unknown class alone", "C:7:\"Unknown\":4:{evil}");
        put("a case of an unknown enumeration", "a:1:{s:1:\"x\";E:11:\"Suit:Hearts\";}");
        put("a case without a name", "a:1:{s:1:\"x\";E:4:\"Suit\";}");
    }

    private void numbers() {
        for (String odd :
                new String[] {
                    "d:NAN;",
                    "d:INF;",
                    "d:-INF;",
                    "d:1.0E+308;",
                    "i:-1;",
                    "b:1;",
                    "N;",
                    "a:0:{}",
                    "i:9223372036854775807;",
                    "s:5:\"1e999\";",
                    "s:3:\"abc\";",
                    "O:1:\"A\":0:{}"
                }) {
            put("the quantity " + odd, CART.formatted(odd, "i:1;"));
            put("the total " + odd, CART.formatted("i:1;", odd));
        }
    }

    private void put(String name, String value) {
        // One byte a character, so that any byte can be written.
        values.put(name, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /// The value as a row of a shop's table, in the form that [FuzzTarget#SHOP_ROW] takes.
    static byte[] row(String columns, byte[] value) {
        byte[] before = bytes(columns + "\n");
        byte[] row = Arrays.copyOf(before, before.length + value.length);
        System.arraycopy(value, 0, row, before.length, value.length);
        return row;
    }
}
