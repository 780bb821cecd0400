package dev.cartwright.rest.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cartwright.cart.CartKey;
import dev.cartwright.http.Response;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionChanges;
import dev.cartwright.session.Status;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// Whole answers about single sessions, ready to be sent; see ADR 0008.
///
/// Every key has a mark that a change raises. An answer is kept with the mark from before its
/// session was read, and given out only while the mark is still the same: what was read before a
/// change and kept after it is never seen.
public final class AnswerCache implements SessionChanges.Listener {
    /// Keys that share a mark only lose an answer more often than needed.
    private static final int MARKS = 1 << 12;

    /// What an answer takes beside its bytes and the address it was asked at.
    private static final int OVERHEAD = 440;

    private final @Nullable Cache<Asked, Kept> answers;
    private final AtomicLongArray marks = new AtomicLongArray(MARKS);
    private final AtomicLong commonMark = new AtomicLong();

    /// What an answer depends on, beside the session.
    ///
    /// @param personal whether the caller may see personal data
    record Asked(CartKey key, boolean thumb, String baseUrl, boolean personal) {}

    /// @param cartId whose answer it is
    /// @param stamp of the session that it was made of
    /// @param from from when on the status is what the answer says
    /// @param until when it is no longer
    record Kept(
            Response response,
            long cartId,
            int weight,
            long mark,
            String stamp,
            Instant from,
            Instant until) {}

    /// What an answer was made of.
    ///
    /// @param mark from before the session was read
    /// @param now the moment the answer shows
    /// @param until when it is not to be used any more, whatever its status
    record Read(long mark, String stamp, Session session, Instant now, Instant until) {}

    private AnswerCache(@Nullable Cache<Asked, Kept> answers) {
        this.answers = answers;
    }

    /// Keeps nothing.
    static AnswerCache off() {
        return new AnswerCache(null);
    }

    /// Keeps nothing when no bytes are allowed, or not every change is told.
    ///
    /// @param bytes that all answers together may take
    public static AnswerCache of(SessionChanges changes, long bytes) {
        if (bytes == 0 || !changes.complete()) {
            return off();
        }
        Cache<Asked, Kept> answers =
                Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher((Asked _, Kept kept) -> kept.weight)
                        .executor(Runnable::run)
                        .build();
        var cache = new AnswerCache(answers);
        changes.listen(cache);
        return cache;
    }

    boolean isOff() {
        return answers == null;
    }

    /// To be taken before the session is read.
    long mark(CartKey key) {
        // both only ever rise, so an equal sum means that neither has changed
        return marks.get(slot(key)) + commonMark.get();
    }

    @Nullable Kept find(Asked asked, Instant now) {
        Kept kept = answers == null ? null : answers.getIfPresent(asked);
        if (kept == null || kept.mark != mark(asked.key)) {
            return null;
        }
        boolean current = !now.isBefore(kept.from) && now.isBefore(kept.until);
        return current ? kept : null;
    }

    /// @param size of the answer, in bytes
    void keep(Asked asked, Read read, Response response, int size) {
        if (answers == null) {
            return;
        }
        Session session = read.session;
        Instant expiry = session.times().expiry();
        Instant expiring = expiry.minus(Status.EXPIRING_WINDOW);
        Instant from =
                switch (session.statusAt(read.now)) {
                    case ACTIVE, TRASH -> Instant.MIN;
                    case EXPIRING -> expiring;
                    case EXPIRED -> expiry;
                };
        Instant until =
                switch (session.statusAt(read.now)) {
                    case ACTIVE -> expiring;
                    case EXPIRING -> expiry;
                    case EXPIRED, TRASH -> Instant.MAX;
                };
        answers.put(
                asked,
                new Kept(
                        response,
                        session.id(),
                        size + asked.baseUrl.length() + OVERHEAD,
                        read.mark,
                        read.stamp,
                        from,
                        until.isBefore(read.until) ? until : read.until));
    }

    @Override
    public void changed(CartKey key) {
        marks.incrementAndGet(slot(key));
    }

    @Override
    public void anythingChanged() {
        commonMark.incrementAndGet();
        if (answers != null) {
            answers.invalidateAll(); // they would never be given out again
        }
    }

    /// What all answers together take now.
    long weight() {
        if (answers == null) {
            return 0;
        }
        answers.cleanUp();
        return answers.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private static int slot(CartKey key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 12 ^ hash >>> 20) & MARKS - 1;
    }
}
