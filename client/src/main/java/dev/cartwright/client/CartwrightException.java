package dev.cartwright.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call that did not succeed. Two kinds: the server said no ([ApiException] and what is below
/// it), or there is no answer to speak of ([NoAnswerException] and what is below it); and
/// [SecretSourceException], when there was nothing to call with.
///
/// Messages carry no secret, no e-mail and no whole cart key.
public abstract sealed class CartwrightException extends RuntimeException
        permits ApiException, NoAnswerException, SecretSourceException {
    private static final long serialVersionUID = 1;

    private final String code;
    private boolean maybeDone;

    CartwrightException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// A stable word for programs: the server's, such as `cocart_session_not_found`, or one of this
    /// library's: `not_reached`, `connection_lost`, `timed_out`, `unreadable_answer`,
    /// `interrupted`, `no_credentials`.
    public String code() {
        return code;
    }

    /// The HTTP status, 0 when there was no answer.
    public int status() {
        return 0;
    }

    /// The server's name for this request, to be found in its log.
    public Optional<String> requestId() {
        return Optional.empty();
    }

    /// A closer word from the server, such as `key_expired` or `tls_required`.
    public Optional<String> reason() {
        return Optional.empty();
    }

    /// How long the server asked to wait.
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /// Whether a change may have been made all the same: an attempt of this call went out and its
    /// answer was lost. So a 404 to a deletion may mean that its own first attempt worked.
    public boolean maybeDone() {
        return maybeDone;
    }

    final void setMaybeDone() {
        maybeDone = true;
    }
}
