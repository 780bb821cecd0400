package dev.cartwright.access;

/// A consumer secret at rest.
///
/// @param pepperId names the key file entry that both parts were made with
/// @param hash HMAC-SHA256(pepper, secret), 32 bytes
/// @param oauthStates the inner and outer HMAC states of SHA-1 and SHA-256 keyed with `secret&`,
///     encrypted with AES-GCM: enough to check an OAuth signature, not to read the secret back
public record SealedSecret(int pepperId, byte[] hash, byte[] oauthStates) {
    @Override
    public String toString() {
        return "SealedSecret[…]";
    }
}
