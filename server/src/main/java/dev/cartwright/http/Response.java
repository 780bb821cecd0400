package dev.cartwright.http;

import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.ErrorJson;
import dev.cartwright.wire.JsonWriting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer before it becomes bytes; the server adds the headers that every answer has.
public record Response(int status, Map<String, String> headers, Body body) {
    public Response {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /// What the answer carries.
    public sealed interface Body {
        record None() implements Body {}

        /// JSON that fits into memory; sent with its length.
        record Json(JsonWriting json) implements Body {}

        /// JSON written to the socket as it is made, for lists of unbounded size. `onClose` runs
        /// once, when writing has ended in any way, or was never begun (HEAD).
        record Stream(JsonWriting json, Runnable onClose) implements Body {}

        /// JSON that was encoded before and may be sent many times. Only for requests that leave no
        /// fields out and want no envelope: it goes out as it is.
        @SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
        record EncodedJson(byte[] bytes) implements Body {}

        record Bytes(String contentType, byte[] bytes) implements Body {}
    }

    public static Response json(JsonWriting json) {
        return new Response(200, Map.of(), new Body.Json(json));
    }

    /// The bytes that [#json] would send.
    public static byte[] encode(JsonWriting json) {
        return Sender.encode(json);
    }

    /// @param json from [#encode]; not to be changed any more
    public static Response encoded(byte[] json) {
        return new Response(200, Map.of(), new Body.EncodedJson(json));
    }

    public static Response error(ApiError error) {
        return new Response(
                error.status(), Map.of(), new Body.Json(json -> ErrorJson.write(error, json)));
    }

    public Response with(Map<String, String> moreHeaders) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(moreHeaders);
        return new Response(status, all, body);
    }

    public Response with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Response(status, all, body);
    }
}
