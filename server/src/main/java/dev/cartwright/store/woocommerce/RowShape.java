package dev.cartwright.store.woocommerce;

import java.io.IOException;

/// How rows of one table of carts lie in the binary log: the types of its columns, and which of
/// them say what row it is.
///
/// For one thread.
final class RowShape {
    private static final int STRING = 254;
    private static final int NEW_DECIMAL = 246;

    /// Bytes that a number of decimal digits takes, fewer than nine.
    private static final int[] DIGIT_BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private final WatchedTable watched;
    private final byte[] types;

    /// What each type adds, by column.
    private final int[] metadata;

    private RowShape(WatchedTable watched, byte[] types, int[] metadata) {
        this.watched = watched;
        this.types = types;
        this.metadata = metadata;
    }

    /// From an event that describes a table, behind its names.
    static RowShape read(EventBytes bytes, WatchedTable watched) throws IOException {
        byte[] types = bytes.bytes((int) bytes.packed());
        bytes.packed();
        var metadata = new int[types.length];
        for (int i = 0; i < types.length; i++) {
            metadata[i] =
                    switch (types[i] & 0xff) {
                        // float, double, newer times, vector, json, blobs, geometry
                        case 4, 5, 17, 18, 19, 140, 242, 245, 249, 250, 251, 252, 255 ->
                                (int) bytes.number(1);
                        case 15, 16, 141, NEW_DECIMAL -> (int) bytes.number(2); // varchar, bit
                        case 247, 248, 253, STRING ->
                                (int) bytes.number(1) << 8 | (int) bytes.number(1);
                        default -> 0;
                    };
        }
        return new RowShape(watched, types, metadata);
    }

    /// Whether the two columns can be what they are taken for; they are not when the table was
    /// another at the time.
    boolean fits() {
        return watched.columns() == types.length
                && integerLength(types[watched.idColumn()] & 0xff) > 0
                && isText(types[watched.keyColumn()] & 0xff);
    }

    private static boolean isText(int type) {
        return type == 15 || type == 253 || type == STRING;
    }

    /// 0 for what is no whole number.
    private static int integerLength(int type) {
        return switch (type) {
            case 1 -> 1;
            case 2 -> 2;
            case 9 -> 3;
            case 3 -> 4;
            case 8 -> 8;
            default -> 0;
        };
    }

    WatchedTable watched() {
        return watched;
    }

    int columns() {
        return types.length;
    }

    long id(EventBytes bytes) throws IOException {
        return bytes.number(integerLength(types[watched.idColumn()] & 0xff));
    }

    String key(EventBytes bytes) throws IOException {
        return bytes.text((int) cellLength(watched.keyColumn(), bytes));
    }

    void skip(int column, EventBytes bytes) throws IOException {
        bytes.skip(cellLength(column, bytes));
    }

    /// Of what follows; a length that stands in front is read.
    private long cellLength(int column, EventBytes bytes) throws IOException {
        int type = types[column] & 0xff;
        int meta = metadata[column];
        return switch (type) {
            case 6 -> 0;
            case 1, 13 -> 1;
            case 2 -> 2;
            case 9, 10, 11, 14 -> 3;
            case 3, 4, 7 -> 4;
            case 5, 8, 12 -> 8;
            case 17 -> 4 + (meta + 1) / 2;
            case 18 -> 5 + (meta + 1) / 2;
            case 19 -> 3 + (meta + 1) / 2;
            case 16 -> (meta >> 8) + ((meta & 0xff) > 0 ? 1 : 0);
            case 15, 141, 253 -> bytes.number(meta > 255 ? 2 : 1);
            case 140, 242, 245, 249, 250, 251, 252, 255 -> bytes.number(meta);
            case NEW_DECIMAL -> decimalLength(meta & 0xff, meta >> 8);
            case 247, 248, STRING -> stringLength(meta, bytes);
            default -> throw new EventBytes.NotUnderstood("a column of type " + type);
        };
    }

    private static int decimalLength(int precision, int scale) {
        int whole = precision - scale;
        return whole / 9 * 4 + DIGIT_BYTES[whole % 9] + scale / 9 * 4 + DIGIT_BYTES[scale % 9];
    }

    /// Texts of a fixed length, enumerations and sets share a type; two bits of a length over 255
    /// stand in the type's own byte.
    private static long stringLength(int meta, EventBytes bytes) throws IOException {
        int real = meta >> 8;
        int longest = meta & 0xff;
        if (real == 247 || real == 248) {
            return longest;
        }
        if ((real & 0x30) != 0x30) {
            longest |= ((real & 0x30) ^ 0x30) << 4;
        }
        return bytes.number(longest > 255 ? 2 : 1);
    }
}
