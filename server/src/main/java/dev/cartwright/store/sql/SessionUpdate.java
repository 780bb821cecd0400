package dev.cartwright.store.sql;

import dev.cartwright.cart.Money;
import dev.cartwright.session.Session;
import dev.cartwright.session.Times;
import java.sql.SQLException;

/// Changes a row of the table `session`.
///
/// Columns with an index are named only when their value changes: SQLite moves an entry in every
/// index that has a column the statement names, whether or not the value is another.
final class SessionUpdate {
    private final Session old;
    private final Session changed;
    private final SqlText text = new SqlText();

    private SessionUpdate(Session old, Session changed) {
        this.old = old;
        this.changed = changed;
    }

    /// @param filled whether there is an item at all
    /// @param lines see [Settlement#linesForWriting]
    static void run(
            Handle handle, Session old, Session changed, boolean filled, Settlement.Lines lines)
            throws SQLException {
        var update = new SessionUpdate(old, changed);
        update.plainColumns(filled, lines);
        update.times(old.times(), changed.times());
        update.otherIndexed();
        update.text.add(" WHERE id = ?", old.id()).prepare(handle).executeUpdate();
    }

    private void plainColumns(boolean filled, Settlement.Lines lines) {
        Times times = changed.times();
        text.add("UPDATE session SET settled = ?", lines.mark(times.expiry().getEpochSecond()));
        text.add(", filled = ?", flag(filled));
        text.add(", item_count = ?", changed.itemCount());
        text.add(", version = ?", changed.version());
        text.add(", times_estimated = ?", flag(times.estimated()));
        text.add(", readable = ?", flag(changed.readable()));
        text.add(", total = ?", changed.total());
        text.add(", minor_unit = ?", changed.minorUnit());
        text.add(", source = ?", changed.source());
        text.add(", currency = ?", changed.currencyCode());
        text.add(", name = ?", changed.name());
        String email = changed.email();
        if (SessionContent.lower(email).equals(email)) {
            text.add(", email = NULL");
        } else {
            text.add(", email = ?", email);
        }
    }

    private void times(Times before, Times after) {
        column("created", before.created().getEpochSecond(), after.created().getEpochSecond());
        column("updated", before.updated().getEpochSecond(), after.updated().getEpochSecond());
        column(
                "last_activity",
                before.lastActivity().getEpochSecond(),
                after.lastActivity().getEpochSecond());
        column("expiry", before.expiry().getEpochSecond(), after.expiry().getEpochSecond());
    }

    private void otherIndexed() {
        column("total_fixed", fixed(old), fixed(changed));
        column("owner", old.owner().userId(), changed.owner().userId());
        column(
                "email_lower",
                SessionContent.lower(old.email()),
                SessionContent.lower(changed.email()));
        column("cart_key", old.key().value(), changed.key().value());
    }

    private static long fixed(Session session) {
        return Money.comparable(session.total(), session.minorUnit());
    }

    private void column(String name, long before, long after) {
        if (before != after) {
            text.add(", " + name + " = ?", after);
        }
    }

    private void column(String name, String before, String after) {
        if (!before.equals(after)) {
            text.add(", " + name + " = ?", after);
        }
    }

    private static long flag(boolean set) {
        return set ? 1 : 0;
    }
}
