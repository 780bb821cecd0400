package dev.cartwright.store.woocommerce;

/// Whether the shop's binary log is read.
public enum LogUse {
    /// Where the server keeps one in rows and lets us.
    AUTO,
    OFF
}
