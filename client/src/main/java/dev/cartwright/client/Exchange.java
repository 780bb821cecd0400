package dev.cartwright.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One call from its start to its end: attempts, pauses and backup pairs, within the total time.
///
/// Another pair is tried when the server does not know this one: it has then done nothing, so that
/// this is safe for every call. The same pair is tried again after 429, after what proxies answer
/// for a server that does not (502, 503, 504) and after broken connections; a call that is not the
/// same when done twice only when the attempt before certainly did nothing. When other calls have
/// gone over to another pair during a pause, the repeat is made with theirs.
final class Exchange {
    private final Caller caller;
    private final Call call;
    private final long deadline;
    private int attempts;
    private boolean maybeDone;

    Exchange(Caller caller, Call call) {
        this.caller = caller;
        this.call = call;
        deadline = caller.time().nanoTime() + caller.timeouts().total().toNanos();
    }

    Answer run() {
        KeyRing.Turn turn = caller.ring().turn();
        KeyRing.Held held = turn.first();
        var sourceFailures = new ArrayList<SecretSourceException>();
        ApiException first = null;
        while (true) {
            Outcome outcome = patiently(turn, held);
            held = outcome.held();
            Answer answer = outcome.answer();
            if (!answer.refusesThePair()) {
                if (knowsThePair(answer)) {
                    turn.accepted(held);
                }
                return successOf(answer);
            }
            first = first == null ? refusal(answer) : first;
            Optional<KeyRing.Held> next = turn.next(held, sourceFailures);
            if (next.isEmpty()) {
                turn.exhausted();
                sourceFailures.forEach(first::addSuppressed);
                throw flagged(first);
            }
            held = next.get();
        }
    }

    /// Credentials are checked before anything that such an answer may be about.
    private static boolean knowsThePair(Answer answer) {
        return answer.status() < 500 && answer.status() != 408 && answer.status() != 429;
    }

    private Answer successOf(Answer answer) {
        if (answer.ok()) {
            return answer;
        }
        throw flagged(refusal(answer));
    }

    /// @param held the pair that the answer is about
    private record Outcome(KeyRing.Held held, Answer answer) {}

    /// With one pair, unless a pause shows that others have left it.
    private Outcome patiently(KeyRing.Turn turn, KeyRing.Held begun) {
        KeyRing.Held held = begun;
        for (int attempt = 1; ; attempt++) {
            Attempt made = attempt(held.credentials());
            Optional<Duration> pause = pauseAfter(made, attempt);
            if (pause.isEmpty()) {
                return new Outcome(held, made.answerOrThrow(this));
            }
            sleep(pause.get());
            held = turn.afterPause(held);
        }
    }

    /// Either an answer or a failure.
    private record Attempt(@Nullable Answer answer, Transport.@Nullable Failure failure) {
        Answer answerOrThrow(Exchange exchange) {
            if (answer != null) {
                return answer;
            }
            if (failure == null) {
                throw new IllegalStateException("neither answer nor failure");
            }
            throw exchange.flagged(failure.reason);
        }
    }

    private Attempt attempt(Credentials pair) {
        Duration left = left();
        if (left.isNegative() || left.isZero()) {
            String text = call.shown() + ": the total time is over";
            throw flagged(new TimedOutException(text, TimedOutException.Limit.TOTAL, null));
        }
        Duration most = caller.timeouts().request();
        boolean last = left.compareTo(most) < 0;
        var limit = last ? TimedOutException.Limit.TOTAL : TimedOutException.Limit.REQUEST;
        long started = caller.time().nanoTime();
        attempts++;
        try {
            Answer answer = caller.transport().send(call, pair, last ? left : most, limit);
            caller.debug().answered(call, pair, attempts, millisSince(started), answer);
            maybeDone |= answer.status() >= 500 && !refusedOnPurpose(answer);
            return new Attempt(answer, null);
        } catch (Transport.Failure failure) {
            caller.debug().failed(call, pair, attempts, millisSince(started), failure.reason);
            maybeDone |= failure.sent;
            return new Attempt(null, failure);
        }
    }

    /// Empty when this attempt was the last.
    private Optional<Duration> pauseAfter(Attempt made, int attempt) {
        if (attempt >= caller.policy().attempts() || !mayRepeat(made)) {
            return Optional.empty();
        }
        Duration pause = caller.ownPause(attempt);
        Optional<Duration> asked =
                Optional.ofNullable(made.answer())
                        .flatMap(answer -> answer.retryAfter(caller.clock().instant()));
        if (asked.isPresent()) {
            if (asked.get().compareTo(caller.policy().patience()) > 0) {
                return Optional.empty();
            }
            pause = longer(pause, asked.get());
        }
        return pause.compareTo(left()) < 0 ? Optional.of(pause) : Optional.empty();
    }

    private boolean mayRepeat(Attempt made) {
        Transport.Failure failure = made.failure();
        if (failure != null) {
            return !failure.hopeless && (!failure.sent || call.repeatable());
        }
        Answer answer = made.answer();
        if (answer == null) {
            return false;
        }
        return (answer.status() == 429 && !answer.refusesThePair())
                || refusedOnPurpose(answer)
                || (answer.failedOnTheWay() && call.repeatable());
    }

    /// A server that says when to come back has looked at nothing yet.
    private static boolean refusedOnPurpose(Answer answer) {
        return answer.status() == 503 && answer.header("Retry-After").isPresent();
    }

    private void sleep(Duration pause) {
        caller.debug().waits(call, pause.toMillis());
        try {
            caller.time().sleep(pause);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw flagged(
                    new CallInterruptedException(call.shown() + ": interrupted", interruption));
        }
    }

    private ApiException refusal(Answer answer) {
        return ApiException.of(Refusal.of(call, answer, caller.clock().instant()));
    }

    private <E extends CartwrightException> E flagged(E failure) {
        if (maybeDone && call.changes()) {
            failure.setMaybeDone();
        }
        return failure;
    }

    private Duration left() {
        return Duration.ofNanos(deadline - caller.time().nanoTime());
    }

    private long millisSince(long started) {
        return (caller.time().nanoTime() - started) / 1_000_000;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
