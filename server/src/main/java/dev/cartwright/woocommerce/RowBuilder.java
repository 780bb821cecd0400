package dev.cartwright.woocommerce;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the cells of one row after the other, with a bound on what it holds.
final class RowBuilder {
    private final List<String> wanted;

    /// By position in the table: which of the wanted columns it is, or -1.
    private final int[] places;

    private final long limit;
    private final Cell cell = new Cell();
    private byte[] @Nullable [] cells;
    private long held;
    private boolean oversized;

    /// @param columns of the table, in order
    RowBuilder(List<String> columns, List<String> wanted, long limit) {
        this.wanted = wanted;
        this.limit = limit;
        this.places = columns.stream().mapToInt(wanted::indexOf).toArray();
        this.cells = new byte[wanted.size()][];
    }

    boolean wants(int position) {
        return position < places.length && places[position] >= 0;
    }

    /// Where the bytes of the next cell go; [#put] ends it.
    OutputStream cell() {
        cell.size = 0;
        cell.full = false;
        return cell;
    }

    void put(int position) {
        if (cell.full) {
            oversized = true;
            return;
        }
        cells[places[position]] = Arrays.copyOf(cell.bytes, cell.size);
        held += cell.size;
    }

    DumpRow finish() {
        var row = new DumpRow(wanted, cells, oversized);
        cells = new byte[wanted.size()][];
        held = 0;
        oversized = false;
        cell.shrink();
        return row;
    }

    private final class Cell extends OutputStream {
        private static final int USUAL = 1 << 16;
        private byte[] bytes = new byte[USUAL];
        private int size;
        private boolean full;

        @Override
        public void write(int b) {
            if (room(1)) {
                bytes[size++] = (byte) b;
            }
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            if (room(length)) {
                System.arraycopy(from, offset, bytes, size, length);
                size += length;
            }
        }

        private boolean room(int more) {
            if (full || held + size + more > limit) {
                full = true;
                return false;
            }
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
            }
            return true;
        }

        private void shrink() {
            if (bytes.length > USUAL * 16) {
                bytes = new byte[USUAL];
            }
        }
    }
}
