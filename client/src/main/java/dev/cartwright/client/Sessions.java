package dev.cartwright.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Sessions: list, look at, delete, restore. Every method makes a call and fails with a
/// [CartwrightException].
///
/// Safe for many threads.
public final class Sessions {
    private static final int STREAM_PAGE = 100;

    private final Caller caller;
    private final Pages<Session> pages;

    Sessions(Caller caller) {
        this.caller = caller;
        pages = new Pages<>(caller, "/sessions", Session::new);
    }

    /// One page.
    public Page<Session> list(SessionQuery query) {
        return pages.page(query.values());
    }

    /// All pages, one after the other by cursor; each is fetched when the stream comes to it, 100
    /// sessions at a time unless the query says otherwise. Exact while others delete.
    public Stream<Session> stream(SessionQuery query) {
        boolean sized = query.values().containsKey("per_page");
        return pages.stream((sized ? query : query.perPage(STREAM_PAGE)).values());
    }

    /// One session with its details.
    ///
    /// @throws NotFoundException when there is none
    public Session get(String cartKey) {
        return new Session(caller.object(Call.get(path(cartKey), Map.of())));
    }

    /// One session with its details, empty when there is none.
    public Optional<Session> find(String cartKey) {
        try {
            return Optional.of(get(cartKey));
        } catch (NotFoundException absent) {
            if (absent.code().equals("cocart_session_not_found")) {
                return Optional.empty();
            }
            throw absent; // a wrong address is no missing cart
        }
    }

    /// The items of one session with all that the shop knows about them.
    ///
    /// @throws NotFoundException when there is no such session
    public List<DetailedItem> items(String cartKey) {
        Call call = Call.get(path(cartKey) + "/items", Map.of());
        return caller.answer(call).wantedObjects(call).stream().map(DetailedItem::new).toList();
    }

    /// Moves a session to trash, from where [#restore] brings it back. Repeated when an answer is
    /// lost.
    ///
    /// @throws NotFoundException when there is none; when [CartwrightException#maybeDone] is true,
    ///     an attempt of this call may have deleted it
    public Deletion delete(String cartKey) {
        return new Deletion(
                caller.object(Call.delete(path(cartKey), Map.of(), Call.Repeat.ANY_TIME)));
    }

    /// Deletes a session for good, also from trash. Not repeated once it may have happened: the
    /// second time would reach another cart under the same key, in trash or new.
    ///
    /// @throws NotFoundException when there is none
    public Deletion deleteForGood(String cartKey) {
        Map<String, String> force = Map.of("force", "true");
        return new Deletion(
                caller.object(Call.delete(path(cartKey), force, Call.Repeat.WHEN_REFUSED)));
    }

    /// Takes the newest cart with this key out of trash.
    ///
    /// @throws NotFoundException when there is none in trash
    /// @throws ConflictException when a live cart has this key
    public Session restore(String cartKey) {
        return new Session(caller.object(Call.post(path(cartKey) + "/restore", null)));
    }

    /// Deletes up to 1000 sessions at once.
    public BulkDeletion deleteAll(BulkRequest request) {
        return new BulkDeletion(caller.object(request.call()));
    }

    private static String path(String cartKey) {
        return "/session/" + Call.segment(cartKey);
    }
}
