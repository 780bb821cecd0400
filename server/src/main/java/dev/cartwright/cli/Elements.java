package dev.cartwright.cli;

import dev.cartwright.session.StoredSession;
import dev.cartwright.wire.JsonWriting;

/// Sessions as the API shows them, to the letter.
public interface Elements {
    /// An element of the list. Called for every cart of an export: what is not needed for a cart
    /// that can be read is not looked up.
    JsonWriting listed(StoredSession session);

    /// With the detail block, as for one session alone.
    JsonWriting single(StoredSession session);
}
