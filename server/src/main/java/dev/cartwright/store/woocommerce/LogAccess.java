package dev.cartwright.store.woocommerce;

/// Whether the binary log of the shop's server can tell us which carts change.
public sealed interface LogAccess {
    /// @param schema the shop's database, as the log names it
    /// @param end where the log ended a moment ago
    record Readable(String schema, LogPosition end) implements LogAccess {}

    /// @param reason as it goes on after "the binary log cannot be followed: "
    /// @param grant the statement that would let us, empty when rights are not what is missing
    record Unreadable(String reason, String grant) implements LogAccess {}
}
