package dev.cartwright.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server's own no, with everything it said about it.
public sealed class ApiException extends CartwrightException
        permits InvalidRequestException,
                UnauthorizedException,
                ForbiddenException,
                NotFoundException,
                ConflictException,
                TooManyRequestsException,
                ServerException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String sentence;
    private final transient JsonObject data;
    private final @Nullable String requestId;
    private final @Nullable String reason;
    private final @Nullable Duration retryAfter;

    ApiException(Refusal refusal) {
        super(refusal.code(), refusal.text(), null);
        status = refusal.status();
        sentence = refusal.sentence();
        data = refusal.data();
        requestId = refusal.requestId();
        reason = refusal.data().text("reason").orElse(null);
        retryAfter = refusal.retryAfter();
    }

    static ApiException of(Refusal refusal) {
        return switch (refusal.status()) {
            case 400, 413, 414 -> new InvalidRequestException(refusal);
            case 401 -> new UnauthorizedException(refusal);
            case 403 -> new ForbiddenException(refusal);
            case 404 -> new NotFoundException(refusal);
            case 409 -> new ConflictException(refusal);
            case 429 -> new TooManyRequestsException(refusal);
            default ->
                    refusal.status() >= 500
                            ? new ServerException(refusal)
                            : new ApiException(refusal);
        };
    }

    /// What the server said for people, alone; the exception's message has more around it.
    public String sentence() {
        return sentence;
    }

    /// The `data` of the error, for members that this library does not know; empty in a copy that
    /// was serialized.
    public JsonObject data() {
        return data == null ? JsonObject.EMPTY : data;
    }

    /// What is wrong, by the name of the parameter.
    public Map<String, String> parameters() {
        JsonObject params = data().object("params");
        var found = new LinkedHashMap<String, String>();
        params.names().forEach(name -> found.put(name, params.textOrEmpty(name)));
        return found;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    @Override
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
