package dev.cartwright.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/// One kept connection to a server on this machine, over a plain socket, so that it is known to
/// the byte what was answered before the server died.
final class PlainHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final String authorization;

    PlainHttp(int port, String authorization) throws IOException {
        this.authorization = authorization;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// @param finish reads away the rest of the answer
    record Answer(int status, Rest finish) {}

    @FunctionalInterface
    interface Rest {
        String read() throws IOException;
    }

    /// Returns as soon as the status is there.
    Answer send(String method, String path, String body) throws IOException {
        byte[] content = body.getBytes(UTF_8);
        String head =
                """
                %s %s HTTP/1.1\r
                Host: localhost\r
                Authorization: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(method, path, authorization, content.length);
        socket.getOutputStream().write((head + body).getBytes(UTF_8));
        String[] status = line().split(" ", 3);
        return new Answer(Integer.parseInt(status[1]), this::rest);
    }

    private String rest() throws IOException {
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        if (length < 0) {
            throw new AssertionError("an answer without a length");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return new String(body, UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
