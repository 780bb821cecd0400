package dev.cartwright.cli;

import dev.cartwright.access.KeyStatus;
import dev.cartwright.cart.Money;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Session;

/// How sessions are written for people.
final class Shown {
    private Shown() {}

    /// Masked for guests unless asked otherwise: who knows a guest's whole key has the cart.
    static String key(Session session, boolean whole) {
        return switch (session.owner()) {
            case Owner.Guest _ -> whole ? session.key().value() : session.key().masked();
            case Owner.User _ -> session.key().value();
        };
    }

    static String total(Session session) {
        return amount(session.total(), session);
    }

    static String amount(long minorUnits, Session session) {
        return Money.decimal(minorUnits, session.minorUnit()) + " " + session.currencyCode();
    }

    static String customer(Session session) {
        if (!session.name().isEmpty()) {
            return session.name();
        }
        return switch (session.owner()) {
            case Owner.Guest _ -> "Guest";
            case Owner.User(long id) -> "User " + id;
        };
    }

    /// `expiring (rolled)`.
    static String status(KeyStatus status) {
        KeyStatus.Reason reason = status.reason();
        String why = reason == null ? "" : " (" + reason.text().replace('_', ' ') + ")";
        return status.word().text() + why;
    }
}
