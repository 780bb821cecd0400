package dev.cartwright.session;

import dev.cartwright.cart.CartKey;

/// A session as another system has it.
///
/// @param origin which system and table: the same cart imported twice has the same origin and key
/// @param fingerprint changes when the row there changes; compared on the next import
/// @param preferredId the row's number there, taken over when it is free here; 0 for none
/// @param document its contents, also when they could not be decoded
public record ImportedSession(
        String origin,
        String fingerprint,
        long preferredId,
        CartKey key,
        Owner owner,
        Times times,
        String source,
        CartDocument document) {}
