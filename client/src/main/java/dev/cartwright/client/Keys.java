package dev.cartwright.client;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Consumer keys. Every method makes a call and fails with a [CartwrightException].
///
/// Making and rolling are never repeated once they may have happened: when the answer was lost,
/// [CartwrightException#maybeDone] is true, and the list tells whether there is a new key. Its
/// secret is lost, so revoke it.
///
/// Safe for many threads.
public final class Keys {
    private static final String PATH = "/keys";
    private static final int STREAM_PAGE = 100;

    private final Caller caller;
    private final Pages<ConsumerKey> pages;

    Keys(Caller caller) {
        this.caller = caller;
        pages = new Pages<>(caller, PATH, ConsumerKey::new);
    }

    /// One page.
    public Page<ConsumerKey> list(KeyQuery query) {
        return pages.page(query.values());
    }

    /// All pages, each fetched when the stream comes to it.
    public Stream<ConsumerKey> stream(KeyQuery query) {
        boolean sized = query.values().containsKey("per_page");
        return pages.stream((sized ? query : query.perPage(STREAM_PAGE)).values());
    }

    /// @throws NotFoundException when there is none
    public ConsumerKey get(long id) {
        return new ConsumerKey(caller.object(Call.get(path(id), Map.of())));
    }

    /// Makes a key, which can do no more than the one that makes it.
    public NewKey create(KeyDraft draft) {
        return made(Call.post(PATH, draft.body()));
    }

    public ConsumerKey update(long id, KeyChange change) {
        return new ConsumerKey(caller.object(Call.patch(path(id), change.body())));
    }

    /// Ends a key for good; also the one in use.
    ///
    /// @throws ConflictException when it is revoked; when [CartwrightException#maybeDone] is true,
    ///     by an attempt of this call
    public Revocation revoke(long id) {
        return new Revocation(caller.object(Call.delete(path(id), Map.of(), Call.Repeat.ANY_TIME)));
    }

    /// Makes a new pair in its place; the old one goes on for the overlap.
    public NewKey roll(long id, Overlap overlap) {
        return made(Call.post(path(id) + "/roll", overlap.body()));
    }

    /// Ends the overlap of a rolled key now.
    public ConsumerKey end(long id) {
        return act(id, "end", null);
    }

    /// Until [#enable].
    public ConsumerKey disable(long id) {
        return act(id, "disable", null);
    }

    /// Lifts what was disabled by hand or for want of use.
    public ConsumerKey enable(long id) {
        return act(id, "enable", null);
    }

    /// Lets a key in again that was exposed.
    public ConsumerKey enableExposed(long id) {
        return act(id, "enable", JsonObject.of(Map.of("force", true)));
    }

    /// Its secret was seen: disables it at once.
    ///
    /// @param source where it was seen, for the record
    public ConsumerKey expose(long id, String source) {
        return act(id, "expose", JsonObject.of(Map.of("source", source)));
    }

    /// @param days how far back, day by day
    public KeyUsage usage(long id, int days) {
        Map<String, String> query = Map.of("days", Integer.toString(days));
        return new KeyUsage(caller.object(Call.get(path(id) + "/usage", query)));
    }

    private ConsumerKey act(long id, String verb, @Nullable JsonObject body) {
        return new ConsumerKey(caller.object(Call.post(path(id) + "/" + verb, body)));
    }

    private NewKey made(Call call) {
        JsonObject object = caller.object(call);
        try {
            return NewKey.of(object);
        } catch (IllegalArgumentException noPair) {
            String text = call.shown() + ": the answer has no key and secret";
            throw Caller.flagged(call, new UnreadableAnswerException(text, 201, null));
        }
    }

    private static String path(long id) {
        return PATH + "/" + id;
    }
}
