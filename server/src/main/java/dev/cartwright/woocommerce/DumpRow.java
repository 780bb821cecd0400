package dev.cartwright.woocommerce;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a shop's table: the columns that were asked for.
public final class DumpRow {
    private final List<String> columns;
    private final byte[] @Nullable [] cells;
    private final boolean oversized;

    /// @param columns in the order of the cells
    /// @param oversized whether cells were left out
    public DumpRow(List<String> columns, byte[] @Nullable [] cells, boolean oversized) {
        this.columns = columns;
        this.cells = cells;
        this.oversized = oversized;
    }

    /// Whether cells were left out since the row is larger than the limit.
    public boolean oversized() {
        return oversized;
    }

    /// Null for SQL's NULL, for a column that the table has not, and for one left out.
    public byte @Nullable [] bytes(String column) {
        int index = columns.indexOf(column);
        return index < 0 ? null : cells[index];
    }

    /// As UTF-8; empty where [#bytes] is null.
    public String text(String column) {
        byte[] bytes = bytes(column);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /// 0 when it is no whole number; the greatest `long` when it is greater.
    public long number(String column) {
        byte[] bytes = bytes(column);
        if (bytes == null || bytes.length == 0) {
            return 0;
        }
        long value = 0;
        for (byte digit : bytes) {
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
