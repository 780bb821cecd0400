package dev.cartwright.fuzz;

import dev.cartwright.php.PhpReaderFuzz;
import dev.cartwright.store.woocommerce.ShopRowFuzz;
import dev.cartwright.woocommerce.CartEncoderFuzz;
import dev.cartwright.woocommerce.SqlDumpFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// What `build/fuzz` gives hostile bytes to, and what it has kept of them.
enum FuzzTarget {
    PHP_READER(PhpReaderFuzz::fuzzerTestOneInput),
    SHOP_ROW(ShopRowFuzz::fuzzerTestOneInput),
    CART_ENCODER(CartEncoderFuzz::fuzzerTestOneInput),
    SQL_DUMP(SqlDumpFuzz::fuzzerTestOneInput);

    private final Check check;

    FuzzTarget(Check check) {
        this.check = check;
    }

    private interface Check {
        void of(byte[] input) throws IOException;
    }

    /// @throws AssertionError when something does not hold that must hold for any bytes
    void check(byte[] input) throws IOException {
        check.of(input);
    }

    /// Inputs by name; each came to a place in the code that no other comes to.
    Map<String, byte[]> corpus() {
        String file = "/fuzz/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".zip";
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        try (InputStream stream = FuzzTarget.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing");
            }
            var zip = new ZipInputStream(stream);
            ZipEntry entry = zip.getNextEntry();
            while (entry != null) {
                var bytes = new ByteArrayOutputStream();
                zip.transferTo(bytes);
                inputs.put(entry.getName(), bytes.toByteArray());
                entry = zip.getNextEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inputs;
    }
}
