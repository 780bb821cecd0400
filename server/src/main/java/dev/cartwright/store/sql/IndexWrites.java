package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Event;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Changes of the index of a shop's carts inside one unit.
final class IndexWrites {
    /// Numbers that no row of a shop has begin here: for sessions whose own number is taken, so
    /// that they take none from those who come later.
    private static final long OWN_NUMBERS = 1L << 41;

    /// A row of the shop: where it is, and the columns worked out of it before the writer's turn.
    /// The cart itself is let go, since very many of these may be waiting.
    record Seen(ForeignTable.Place place, SessionContent content) {
        static Seen of(ImportedSession session) {
            return new Seen(place(session), SessionContent.withoutBody(session));
        }

        static Seen whole(ImportedSession session, CartDocumentCodec codec) {
            return new Seen(place(session), SessionContent.of(session, codec));
        }

        private static ForeignTable.Place place(ImportedSession session) {
            return new ForeignTable.Place(
                    session.origin(), session.preferredId(), session.fingerprint());
        }

        CartKey key() {
            return content.key();
        }

        /// The number that the session should have; 0 when any will do.
        long wished() {
            return place.rowId() < OWN_NUMBERS ? place.rowId() : 0;
        }
    }

    /// @param place null for a session that never was a shop's
    private record Live(Session session, ForeignTable.@Nullable Place place) {}

    private final SessionWrites writes;
    private final Handle handle;
    private final Map<CartKey, Live> live = new HashMap<>();

    /// Sessions that get another number, and are out of the table until then.
    private final Map<CartKey, Session> moving = new HashMap<>();

    IndexWrites(SessionWrites writes) {
        this.writes = writes;
        handle = writes.handle();
    }

    /// One after the other; of several with one key, the last counts.
    List<Session> put(List<Seen> seen) throws SQLException {
        look(seen.stream().map(Seen::key).toList());
        makeRoom(seen);
        var rows = new ArrayList<Session>(seen.size());
        long highest = 0;
        for (Seen one : seen) {
            Live known = live.get(one.key());
            if (known != null && one.place().equals(known.place())) {
                rows.add(known.session());
                continue;
            }
            Session row = write(one, known);
            highest = Math.max(highest, row.id());
            rows.add(row);
        }
        if (highest > 0) {
            SessionImports.skipNumbersTo(handle, highest);
        }
        return rows;
    }

    /// As [#put], whatever is known, and with an event.
    Session save(Seen written) throws SQLException {
        Optional<Session> old = SessionTable.lockLive(handle, written.key());
        if (old.isPresent()) {
            ForeignTable.delete(handle, old.get().id()); // so that it counts as changed
            written = // only the shopper's own acts are activity
                    new Seen(written.place(), writes.keepActivity(old.get(), written.content()));
        }
        Session row = put(List.of(written)).getFirst();
        writes.record(old.isPresent() ? Event.Type.CART_UPDATED : Event.Type.CART_CREATED, row);
        return row;
    }

    int remove(Collection<CartKey> gone) throws SQLException {
        look(gone);
        int removed = 0;
        for (Live row : live.values()) {
            if (row.place() != null) {
                writes.discard(row.session());
                removed++;
            }
        }
        return removed;
    }

    /// In the order of the keys, so that two units do not wait for each other in a circle.
    private void look(Collection<CartKey> keys) throws SQLException {
        for (CartKey key : new TreeSet<>(keys)) {
            Optional<Session> session = SessionTable.lockLive(handle, key);
            if (session.isPresent()) {
                var place = ForeignTable.find(handle, session.get().id());
                live.put(key, new Live(session.get(), place.orElse(null)));
            }
        }
    }

    /// Takes sessions out whose number changes, so that two of them may even swap.
    private void makeRoom(List<Seen> seen) throws SQLException {
        Collection<Move> moves = moves(seen);
        Set<Long> left = new HashSet<>();
        for (Move move : moves) {
            left.add(move.session().id());
        }
        for (Move move : moves) {
            Session session = move.session();
            if (left.contains(move.to()) || !SessionTable.taken(handle, move.to())) {
                live.remove(session.key());
                writes.discard(session);
                moving.put(session.key(), session);
            }
        }
    }

    private record Move(Session session, long to) {}

    private Collection<Move> moves(List<Seen> seen) {
        var moves = new TreeMap<CartKey, Move>();
        for (Seen one : seen) {
            Live known = live.get(one.key());
            long number = one.wished();
            if (known == null || number <= 0) {
                continue;
            }
            if (number == known.session().id() || one.place().equals(known.place())) {
                moves.remove(one.key());
            } else {
                moves.put(one.key(), new Move(known.session(), number));
            }
        }
        return moves.values();
    }

    private Session write(Seen one, @Nullable Live known) throws SQLException {
        Session row = known == null ? insert(one) : replace(known.session(), one.content());
        ForeignTable.set(handle, row.id(), one.place());
        live.put(one.key(), new Live(row, one.place()));
        return row;
    }

    private Session replace(Session old, SessionContent content) throws SQLException {
        return writes.update(old, content, old.version() + 1);
    }

    private Session insert(Seen one) throws SQLException {
        Session before = moving.remove(one.key());
        long id =
                before == null
                        ? freeNumber(handle, one.wished())
                        : freeNumber(handle, one.wished(), before.id());
        long version = before == null ? 1 : before.version() + 1;
        return writes.insert(one.content().row(id, version), one.content());
    }

    /// The first of the wanted numbers that is free, or else one that no shop has.
    static long freeNumber(Handle handle, long... wanted) throws SQLException {
        for (long number : wanted) {
            if (number > 0 && !SessionTable.taken(handle, number)) {
                return number;
            }
        }
        return new SqlText()
                        .add("SELECT coalesce(max(id), ?)", OWN_NUMBERS)
                        .add(" FROM session WHERE id > ?", OWN_NUMBERS)
                        .number(handle)
                + 1;
    }
}
