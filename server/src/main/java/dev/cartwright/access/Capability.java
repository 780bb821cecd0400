package dev.cartwright.access;

/// What a user may do, by WordPress's name for it.
public record Capability(String name) {
    /// What every route of the Sessions API asks for.
    public static final Capability MANAGE_WOOCOMMERCE = new Capability("manage_woocommerce");

    /// What WooCommerce asks of whoever makes a key for somebody else.
    public static final Capability EDIT_USERS = new Capability("edit_users");
}
