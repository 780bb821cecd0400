package dev.cartwright.woocommerce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The two tables in which a living shop keeps carts, in the order in which they count: a key that
/// is in both is the first one's.
public enum CartTable {
    COCART(Site.CARTS, "cart_", 0),
    /// Its rows are numbered for themselves, so ours begin where no shop's numbers come to.
    WOOCOMMERCE(Site.SESSIONS, "session_", 1L << 40);

    private final String table;
    private final String columns;
    private final long firstId;

    CartTable(String table, String columns, long firstId) {
        this.table = table;
        this.columns = columns;
        this.firstId = firstId;
    }

    /// Without the shop's prefix.
    public String table() {
        return table;
    }

    public String idColumn() {
        return columns + "id";
    }

    public String keyColumn() {
        return columns + "key";
    }

    public String valueColumn() {
        return columns + "value";
    }

    public String expiryColumn() {
        return columns + "expiry";
    }

    /// Small columns that some layouts lack.
    public List<String> optionalColumns() {
        return this == COCART ? List.of("cart_created", "cart_source", "cart_hash") : List.of();
    }

    /// The word under which sessions are known to come from here.
    public String origin() {
        return "woocommerce:" + table;
    }

    /// The table of an origin; empty for that of another thing.
    public static Optional<CartTable> of(String origin) {
        return Arrays.stream(values()).filter(table -> table.origin().equals(origin)).findFirst();
    }

    /// The number that a session of a row has where it can; in the order of the rows' numbers, and
    /// kept with the session in any case. 0 for no number.
    public long sessionId(long rowId) {
        if (rowId <= 0) {
            return 0;
        }
        return rowId > Long.MAX_VALUE - firstId ? Long.MAX_VALUE : firstId + rowId;
    }

    /// The row's number for what [#sessionId] made of it.
    public long rowId(long sessionId) {
        return sessionId > firstId ? sessionId - firstId : sessionId;
    }
}
