package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ForeignRow;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.ForeignTrash.Deletion;
import dev.cartwright.session.ForeignTrash.Kind;
import dev.cartwright.session.ForeignTrash.Pending;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What the suites of the index and of its trash share.
interface IndexUnderTest {
    Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    String CARTS = "woocommerce:cocart_carts";
    String SESSIONS = "woocommerce:woocommerce_sessions";
    CartKey KEY = new CartKey("t_8f36aBcD");
    String WORK = "cartwright-1";

    /// Empty at the beginning; its clock stands at [#NOW].
    Database database();

    default SessionIndex index() {
        return new SqlSessionIndex(database());
    }

    /// By a process that is alone; anew, if it is filled.
    default SessionIndex.Loading loading() {
        if (index().complete()) {
            index().doubt();
        }
        return index().load().orElseThrow();
    }

    /// By another process, which takes the one that fills for dead.
    SessionIndex.Loading overtaking();

    default ForeignTrash trash() {
        return new SqlForeignTrash(database());
    }

    default SqlSessionStore store() {
        return new SqlSessionStore(database());
    }

    static Cart cart() {
        return SampleCarts.cart(4998, "John@Example.com", "John", "Doe", 42, 43);
    }

    static ImportedSession seen(CartKey key, long number, String fingerprint) {
        return seen(
                SampleCarts.draft(key.value(), NOW.minusSeconds(3600), cart()),
                number,
                fingerprint);
    }

    static ImportedSession seen(SessionDraft draft, long number, String fingerprint) {
        return seen(draft, CARTS, number, fingerprint, new CartDocument.Readable(draft.cart()));
    }

    static ImportedSession seen(
            SessionDraft draft,
            String origin,
            long number,
            String fingerprint,
            CartDocument document) {
        return new ImportedSession(
                origin,
                fingerprint,
                number,
                draft.key(),
                draft.owner(),
                draft.times(),
                draft.source(),
                document);
    }

    default Session put(ImportedSession seen) {
        return index().put(List.of(seen)).getFirst();
    }

    /// Odd text and bytes that are no text.
    static ForeignRow row(String origin, long number, String value) {
        var columns = new LinkedHashMap<String, String>();
        columns.put("cart_key", "Ärger \uD800 \0 ☃");
        columns.put("cart_expiry", "1743211800");
        byte[] bytes = ("\0" + value).getBytes(StandardCharsets.UTF_16);
        return new ForeignRow(origin, number, columns, bytes);
    }

    /// What the shop has of a cart that is indexed.
    static Deletion deletion(Session session, Cart cart, ForeignRow... rows) {
        return new Deletion(
                new StoredSession(session, new CartDocument.Readable(cart)), List.of(rows));
    }

    default Pending prepared(Kind kind, Session session) {
        Deletion deletion = deletion(session, cart(), row(CARTS, session.id(), "a"));
        return trash().prepare(kind, List.of(deletion), Actor.key(3, "10.0.0.9"), WORK).getFirst();
    }

    default Optional<Pending> restoration(Actor actor) {
        return trash().prepareRestoration(KEY, actor, WORK);
    }

    /// What was begun and not ended, by whatever work.
    default List<Pending> begun() {
        return trash().works().stream().flatMap(work -> trash().open(work, 0).stream()).toList();
    }

    default Session trashed(Session session) {
        return complete(prepared(Kind.TRASH, session), "");
    }

    default Session complete(Pending pending, String fingerprint) {
        return trash().complete(List.of(pending), List.of(fingerprint)).getFirst();
    }

    default List<Session> list(SessionFilter filter) {
        return store().list(filter, SessionOrder.NEWEST_FIRST, new PageRequest.Numbered(1, 1000))
                .rows();
    }

    default List<Session> inTrash() {
        return list(SessionFilter.builder().status(Status.TRASH).build());
    }

    default List<Event.Type> events() {
        return new Events(database()).after(0, 100_000).stream().map(Event::type).toList();
    }

    static void same(Object ours, Object theirs) {
        assertThat(ours).usingRecursiveComparison().isEqualTo(theirs);
    }
}
