package dev.cartwright.http;

import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.ApiErrors;
import dev.cartwright.wire.ErrorJson;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Answers to what is no request that could be routed. The web library makes the decision; the text
/// is ours and repeats nothing of what was sent.
final class LowLevelErrors implements DirectHandler {
    private static final JsonFactory JSON = new JsonFactory();

    private final RequestIds ids;

    private LowLevelErrors(RequestIds ids) {
        this.ids = ids;
    }

    static DirectHandlers handlers(RequestIds ids) {
        var handler = new LowLevelErrors(ids);
        var handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        ApiError error = error(type, status, message);
        headers.set(HeaderValues.create(CommonHeaders.REQUEST_ID, ids.make()));
        headers.set(
                HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8"));
        CommonHeaders.PLAIN.forEach(headers::set);
        if (type == EventType.HTTP_VERSION_NOT_SUPPORTED) {
            headers.set(HeaderValues.create(HeaderNames.UPGRADE, "HTTP/1.1"));
        }
        var bytes = new JsonBuffer();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            ErrorJson.write(error, json);
        }
        return TransportResponse.builder()
                .status(Status.create(error.status()))
                .headers(headers)
                .keepAlive(false)
                .entity(Arrays.copyOf(bytes.bytes(), bytes.length()))
                .build();
    }

    private static ApiError error(EventType type, Status status, @Nullable String message) {
        if (type == EventType.HTTP_VERSION_NOT_SUPPORTED) {
            return ApiErrors.UPGRADE_REQUIRED;
        }
        if (type == EventType.INTERNAL_ERROR) {
            return ApiErrors.BAD_REQUEST; // a head that is none: failures of ours never get here
        }
        if (message != null && message.startsWith("Header size exceeded")) {
            return ApiErrors.HEADERS_TOO_LARGE;
        }
        return switch (status.code()) {
            case 413 -> ApiErrors.BODY_TOO_LARGE;
            case 414 -> ApiErrors.URL_TOO_LONG;
            case 503 -> ApiErrors.UNAVAILABLE;
            default -> ApiErrors.BAD_REQUEST;
        };
    }
}
