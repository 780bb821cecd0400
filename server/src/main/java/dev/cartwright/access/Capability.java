package dev.cartwright.access;

/// What a user may do, by WordPress's name for it.
public record Capability(String name) {
    /// What every route of the Sessions API asks for.
    public static final Capability MANAGE_WOOCOMMERCE = new Capability("manage_woocommerce");
}
