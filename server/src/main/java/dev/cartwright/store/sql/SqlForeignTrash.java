package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.ForeignRow;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Session;
import dev.cartwright.session.StoredSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The trash of an attached shop, on SQLite or PostgreSQL.
public final class SqlForeignTrash implements ForeignTrash {
    private final Database database;
    private final CartDocumentCodec codec = new CartDocumentCodec();

    public SqlForeignTrash(Database database) {
        this.database = database;
    }

    @Override
    public List<Pending> prepare(Kind kind, List<Deletion> deletions, Actor actor, String work) {
        if (kind == Kind.RESTORE) {
            throw new IllegalArgumentException("a restoration is prepared by its key");
        }
        SqlSessionIndex.checkSize(deletions.size());
        Instant now = now();
        List<PendingTable.Entry> entries =
                deletions.stream().map(one -> entry(kind, one, actor, work)).toList();
        List<Long> tickets =
                database.write(
                        "could not prepare a deletion",
                        handle -> {
                            var given = new ArrayList<Long>();
                            for (PendingTable.Entry entry : entries) {
                                given.add(PendingTable.insert(handle, entry, now));
                            }
                            return given;
                        });
        var pending = new ArrayList<Pending>();
        for (int i = 0; i < entries.size(); i++) {
            pending.add(pending(tickets.get(i), entries.get(i)));
        }
        return pending;
    }

    private PendingTable.Entry entry(Kind kind, Deletion deletion, Actor actor, String work) {
        StoredSession stored = deletion.session();
        var found = new SessionRow.Found(stored.session(), codec.encode(stored.document()));
        return new PendingTable.Entry(kind, work, 0, found, deletion.rows(), actor);
    }

    @Override
    public Optional<Pending> prepareRestoration(CartKey key, Actor actor, String work) {
        Instant now = now();
        return database.<Optional<PendingTable.Stored>>write(
                        "could not prepare a restoration",
                        handle -> {
                            var found = SessionTable.lockNewestTrashed(handle, key);
                            if (found.isEmpty()) {
                                return Optional.empty();
                            }
                            long id = found.get().session().id();
                            List<ForeignRow> rows =
                                    ForeignRows.of(handle, ForeignRows.Keeper.TRASH, id);
                            if (rows.isEmpty()) {
                                return Optional.empty();
                            }
                            var entry =
                                    new PendingTable.Entry(
                                            Kind.RESTORE, work, id, found.get(), rows, actor);
                            return Optional.of(
                                    new PendingTable.Stored(
                                            PendingTable.insert(handle, entry, now), entry));
                        })
                .map(stored -> pending(stored.ticket(), stored.entry()));
    }

    @Override
    public List<Session> complete(List<Pending> pending, List<String> fingerprints) {
        if (pending.size() != fingerprints.size()) {
            throw new IllegalArgumentException("one fingerprint for each");
        }
        Instant now = now();
        List<SessionContent> contents = pending.stream().map(this::content).toList();
        var changed = new LinkedHashSet<CartKey>();
        try {
            return database.write(
                    "could not complete what was done in the shop's tables",
                    handle -> {
                        var done = new ArrayList<Session>();
                        for (int i = 0; i < pending.size(); i++) {
                            Pending one = pending.get(i);
                            if (!PendingTable.take(handle, one.ticket())) {
                                continue;
                            }
                            var writes = SessionWrites.in(handle, one.actor(), now, changed);
                            new Completion(writes, one, contents.get(i), fingerprints.get(i))
                                    .run()
                                    .ifPresent(done::add);
                        }
                        return done;
                    });
        } finally {
            database.changes().sessions(changed);
        }
    }

    private SessionContent content(Pending pending) {
        Session session = pending.session().session();
        var place = pending.rows().isEmpty() ? "" : pending.rows().getFirst().origin();
        var seen =
                new ImportedSession(
                        place,
                        "",
                        session.id(),
                        session.key(),
                        session.owner(),
                        session.times(),
                        session.source(),
                        pending.session().document());
        return SessionContent.of(seen, codec);
    }

    @Override
    public void drop(List<Pending> pending) {
        database.write(
                "could not drop what did not happen",
                handle -> {
                    int dropped = 0;
                    for (Pending one : pending) {
                        dropped += PendingTable.take(handle, one.ticket()) ? 1 : 0;
                    }
                    return dropped;
                });
    }

    @Override
    public List<String> works() {
        Instant nameless = now().minus(LEFT_ALONE);
        return database.readOnce(
                "could not read what is pending", handle -> PendingTable.works(handle, nameless));
    }

    @Override
    public List<Pending> open(String work, long behind) {
        Instant nameless = now().minus(LEFT_ALONE);
        return database
                .read(
                        "could not read what is pending",
                        handle -> PendingTable.of(handle, work, behind, nameless))
                .stream()
                .map(stored -> pending(stored.ticket(), stored.entry()))
                .toList();
    }

    private Pending pending(long ticket, PendingTable.Entry entry) {
        SessionRow.Found found = entry.found();
        return new Pending(
                ticket,
                entry.kind(),
                found.session().key(),
                entry.trashId(),
                new StoredSession(found.session(), codec.decode(found.body())),
                entry.rows(),
                entry.actor());
    }

    /// Whole seconds, as they are kept.
    private Instant now() {
        return database.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
