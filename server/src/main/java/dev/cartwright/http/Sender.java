package dev.cartwright.http;

import dev.cartwright.wire.FieldSelection;
import dev.cartwright.wire.JsonWriting;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Puts one answer on the wire.
final class Sender {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();
    private static final Header JSON_TYPE =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8");

    /// Most carts are smaller.
    private static final int ENCODED_SIZE = 8 * 1024;

    /// Set beside the server's own, not instead of it.
    private static final String LINK = "Link";

    private final RoutingResponse out;
    private final Connection connection;
    private final boolean bodyless;
    private final List<Header> common;
    private final @Nullable FieldSelection fields;
    private final boolean envelope;
    private long bytes;
    private int sentStatus;
    private boolean begun;

    /// @param bodyless answers HEAD: everything but the body
    /// @param common headers of every answer to this request
    /// @param fields null for all
    /// @param envelope whether status and headers go into the body
    Sender(
            RoutingResponse out,
            Connection connection,
            boolean bodyless,
            List<Header> common,
            @Nullable FieldSelection fields,
            boolean envelope) {
        this.out = out;
        this.connection = connection;
        this.bodyless = bodyless;
        this.common = common;
        this.fields = fields;
        this.envelope = envelope;
    }

    /// Bytes of the body that were sent.
    long bytes() {
        return bytes;
    }

    /// 0 before anything was sent.
    int sentStatus() {
        return sentStatus;
    }

    /// Whether the caller has got something already, so that no other answer can follow.
    boolean begun() {
        return begun;
    }

    void send(Response response) {
        switch (response.body()) {
            case Response.Body.None _ -> sendEmpty(response);
            case Response.Body.Bytes(var type, var content) -> {
                Header contentType = HeaderValues.create(HeaderNames.CONTENT_TYPE, type);
                sendBytes(response, contentType, content, content.length);
            }
            case Response.Body.Json(var json) -> sendJson(response, json);
            case Response.Body.EncodedJson(var content) ->
                    sendBytes(response, JSON_TYPE, content, content.length);
            case Response.Body.Stream(var json, var onClose) -> {
                try {
                    stream(response, json);
                } finally {
                    onClose.run();
                }
            }
        }
    }

    private void sendEmpty(Response response) {
        if (envelope) {
            sendJson(response, JsonGenerator::writeNull);
            return;
        }
        sendBytes(response, null, new byte[0], 0);
    }

    private void sendJson(Response response, JsonWriting json) {
        JsonBuffer buffer = connection.buffer();
        try (JsonGenerator generator = generator(buffer)) {
            write(response, json, generator);
        }
        sendBytes(response, JSON_TYPE, buffer.bytes(), buffer.length());
    }

    /// Past the web library, which would copy the body three times more: nearly all of what a kept
    /// answer costs is in here.
    private void sendBytes(Response response, @Nullable Header type, byte[] content, int length) {
        List<Header> headers = headers(response, type);
        headers.add(HeaderValues.create(HeaderNames.CONTENT_LENGTH, length));
        BufferData head = Head.of(Status.create(sentStatus), headers);
        bytes = bodyless ? 0 : length;
        if (bytes == 0) {
            write(head);
        } else {
            write(head, BufferData.create(content, 0, length));
        }
    }

    private void write(BufferData... parts) {
        begun = true;
        try {
            connection.dataWriter().writeNow(parts);
        } catch (SocketWriterException | UncheckedIOException e) {
            throw new CloseConnectionException("could not write the answer", e);
        }
    }

    private void stream(Response response, JsonWriting json) {
        if (bodyless) { // without a length, which only the body would tell
            List<Header> headers = headers(response, JSON_TYPE);
            write(Head.of(Status.create(sentStatus), headers));
            return;
        }
        var target = new Target(response);
        try (JsonGenerator generator = generator(target)) {
            writeAll(response, json, generator, target);
        } finally {
            bytes = target.count;
        }
        target.end();
        if (!connection.ofOldVersion()) {
            out.commit();
        }
    }

    /// After a failure nothing more goes out, not even what the generator holds back: where nothing
    /// has gone out yet, an error answer can still follow.
    private void writeAll(
            Response response, JsonWriting json, JsonGenerator generator, Target target) {
        boolean done = false;
        try {
            write(response, json, generator);
            generator.flush();
            done = true;
        } finally {
            target.dead = !done;
        }
    }

    private void write(Response response, JsonWriting json, JsonGenerator generator) {
        if (!envelope) {
            write(json, response.status(), generator);
            return;
        }
        generator.writeStartObject();
        generator.writeName("body");
        write(json, response.status(), generator);
        generator.writeNumberProperty("status", response.status());
        generator.writeObjectPropertyStart("headers");
        response.headers().forEach(generator::writeStringProperty);
        generator.writeEndObject();
        generator.writeEndObject();
    }

    /// Errors are always whole.
    private void write(JsonWriting json, int status, JsonGenerator generator) {
        if (fields == null || status >= 400) {
            json.write(generator);
            return;
        }
        json.write(fields.over(generator));
    }

    static byte[] encode(JsonWriting json) {
        var bytes = new ByteArrayOutputStream(ENCODED_SIZE);
        try (JsonGenerator generator = generator(bytes)) {
            json.write(generator);
        }
        return bytes.toByteArray();
    }

    private static JsonGenerator generator(OutputStream to) {
        return JSON.createGenerator(ObjectWriteContext.empty(), to);
    }

    /// Hands status and headers of a streamed answer to the web library.
    private void head(Response response) {
        List<Header> headers = headers(response, JSON_TYPE);
        out.status(Status.create(sentStatus));
        headers.forEach(out.headers()::add);
    }

    private List<Header> headers(Response response, @Nullable Header type) {
        sentStatus = envelope ? 200 : response.status();
        var headers = new ArrayList<>(common);
        if (type != null) {
            headers.add(type);
        }
        if (!envelope) {
            response.headers().forEach((name, value) -> add(headers, name, value));
        }
        return headers;
    }

    private static void add(List<Header> headers, String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                throw new IllegalArgumentException("header " + name + " is not printable");
            }
        }
        HeaderName headerName = HeaderNames.create(name);
        if (!name.equals(LINK)) {
            headers.removeIf(header -> header.headerName().equals(headerName));
        }
        headers.add(HeaderValues.create(headerName, value));
    }

    /// The socket, as far as JSON is concerned. Status and headers go out with the first bytes, so
    /// that what fails before them can still become an error answer.
    private final class Target extends OutputStream {
        private final Response response;
        private @Nullable OutputStream stream;
        private long count;
        private boolean dead;

        Target(Response response) {
            this.response = response;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (dead) {
                return;
            }
            try {
                opened().write(from, offset, length);
                count += length;
            } catch (CloseConnectionException e) {
                dead = true;
                throw e;
            } catch (IOException | RuntimeException e) {
                dead = true;
                throw new CloseConnectionException("could not write the answer", e);
            }
        }

        void end() {
            try {
                opened().close();
            } catch (IOException e) {
                throw new CloseConnectionException("could not end the answer", e);
            }
        }

        private OutputStream opened() {
            OutputStream open = stream;
            if (open == null) {
                head(response);
                begun = true;
                open =
                        connection.ofOldVersion()
                                ? new UntilClose(connection.dataWriter(), out)
                                : out.outputStream();
                stream = open;
            }
            return open;
        }
    }
}
