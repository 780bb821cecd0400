package dev.cartwright.access;

/// Decides who is calling. Never waits for a database.
@FunctionalInterface
public interface Authenticator {
    /// @param wanted [Permission#READ] or [Permission#WRITE], by the effective method
    /// @param address of the caller as told by trusted proxies, without port
    Authentication authenticate(Credentials credentials, Permission wanted, String address);
}
