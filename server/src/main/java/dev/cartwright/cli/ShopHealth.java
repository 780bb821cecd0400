package dev.cartwright.cli;

import java.util.List;

/// What a look at a shop's database said.
///
/// @param place host and database
/// @param found the server and the tables, empty when nothing was found
/// @param fault why it cannot be used, empty when it can
/// @param readOnly whether the server itself lets nobody write
/// @param hiddenGrants statements that would let tables of carts be read, if they are there
/// @param cartGrants statements that would let carts be changed
/// @param keyGrants statements that would let keys be changed
/// @param indexes statements that would let changed carts be found at once
/// @param log whether the binary log tells which carts change
public record ShopHealth(
        String place,
        String found,
        String fault,
        boolean readOnly,
        List<String> hiddenGrants,
        List<String> cartGrants,
        List<String> keyGrants,
        List<String> indexes,
        Log log) {
    /// @param fault why it cannot be followed, empty when it can
    /// @param grant the statement that would let us, empty when that is not what is missing
    public record Log(String fault, String grant) {
        public static final Log READABLE = new Log("", "");
    }

    public ShopHealth {
        hiddenGrants = List.copyOf(hiddenGrants);
        cartGrants = List.copyOf(cartGrants);
        keyGrants = List.copyOf(keyGrants);
        indexes = List.copyOf(indexes);
    }

    public static ShopHealth broken(String place, String fault) {
        return new ShopHealth(
                place, "", fault, false, List.of(), List.of(), List.of(), List.of(), Log.READABLE);
    }
}
