package dev.cartwright.access;

import java.security.MessageDigest;
import java.util.Arrays;

/// A consumer secret at rest.
///
/// @param pepperId names the key file entry that both parts were made with
/// @param hash HMAC-SHA256(pepper, secret), 32 bytes
/// @param oauthStates the inner and outer HMAC states of SHA-1 and SHA-256 keyed with `secret&`,
///     encrypted with AES-GCM: enough to check an OAuth signature, not to read the secret back
public record SealedSecret(int pepperId, byte[] hash, byte[] oauthStates) {
    /// Whether both were made from one secret with one pepper.
    public boolean hidesTheSameAs(SealedSecret other) {
        return pepperId == other.pepperId && MessageDigest.isEqual(hash, other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedSecret that
                && hidesTheSameAs(that)
                && Arrays.equals(oauthStates, that.oauthStates);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "SealedSecret[…]";
    }
}
