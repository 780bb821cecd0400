package dev.cartwright.store.sql;

import dev.cartwright.cart.Money;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Session;
import dev.cartwright.session.Times;

/// What a live session is counted by.
///
/// @param total at the scale at which totals of different currencies are compared
record Counted(Owner owner, String source, Times times, long total) {
    static Counted of(Session session) {
        long total = Money.comparable(session.total(), session.minorUnit());
        return new Counted(session.owner(), session.source(), session.times(), total);
    }
}
