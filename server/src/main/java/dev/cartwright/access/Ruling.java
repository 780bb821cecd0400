package dev.cartwright.access;

import dev.cartwright.event.Event;

/// What is to be done with a key that was looked at, and what was done.
public sealed interface Ruling {
    /// Nothing.
    record Refused(KeyConflict conflict) implements Ruling {}

    /// Nothing, since it is so already, or since what is wished for is at fault.
    record Unchanged(ConsumerKey key) implements Ruling {}

    /// @param act what it is in the record of events
    record Changed(ConsumerKey before, ConsumerKey after, Event.Type act) implements Ruling {}

    /// Another key takes the place of this one.
    ///
    /// @param after the old key, rolled; its successor's id is the store's to say
    /// @param successor the new key; its id is the store's to say
    record Rolled(ConsumerKey before, ConsumerKey after, ConsumerKey successor) implements Ruling {}

    static Ruling of(ConsumerKey before, ConsumerKey after, Event.Type act) {
        return after.equals(before) ? new Unchanged(before) : new Changed(before, after, act);
    }
}
