package dev.cartwright.store.woocommerce;

import dev.cartwright.store.woocommerce.EventBytes.NotUnderstood;
import java.io.IOException;
import java.util.BitSet;

/// Reads of changed rows which they are, and passes over all else.
///
/// A server may log of a row no more than its primary key and what changed
/// (`binlog_row_image=MINIMAL`). The primary key is always in the image from before, so either the
/// number or the cart's key is.
final class LogRows {
    private final ChangedRows changes;

    /// Whether the row at hand has said which one it is.
    private boolean named;

    LogRows(ChangedRows changes) {
        this.changes = changes;
    }

    /// @param bytes behind the head of an event with rows
    /// @param images how many each row has: one, or one from before and one from after
    /// @param cut whether it is one row that was too long to be seen whole
    void read(RowShape shape, EventBytes bytes, int images, boolean cut) throws IOException {
        int columns = (int) bytes.packed();
        if (columns != shape.columns()) {
            throw new NotUnderstood("rows of " + columns + " columns");
        }
        var present = new BitSet[images];
        for (int i = 0; i < images; i++) {
            present[i] = bytes.bits(columns);
        }
        while (bytes.left() > 0) {
            named = false;
            try {
                for (BitSet columnsOfImage : present) {
                    image(shape, bytes, columnsOfImage);
                }
            } catch (NotUnderstood e) {
                if (cut && named) {
                    return;
                }
                throw e;
            }
            if (!named) {
                throw new NotUnderstood("a row came without its number and key");
            }
        }
    }

    private void image(RowShape shape, EventBytes bytes, BitSet present) throws IOException {
        BitSet missing = bytes.bits(present.cardinality());
        WatchedTable watched = shape.watched();
        boolean numbered = false;
        int place = 0;
        for (int column = 0; column < shape.columns(); column++) {
            if (!present.get(column) || missing.get(place++)) {
                continue;
            }
            if (column == watched.idColumn()) {
                changes.row(watched.table(), shape.id(bytes));
                numbered = true;
                named = true;
            } else if (column == watched.keyColumn() && !numbered) {
                changes.key(watched.table(), shape.key(bytes));
                named = true;
            } else {
                shape.skip(column, bytes);
            }
        }
    }
}
