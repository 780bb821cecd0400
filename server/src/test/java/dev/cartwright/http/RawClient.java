package dev.cartwright.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Speaks to a server byte by byte, as no HTTP client would.
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;

    RawClient(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /// Says that nothing more will come, and goes on listening.
    RawClient halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Everything until the server closes.
    String readAll() throws IOException {
        var all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[8192];
        try {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                all.write(piece, 0, n);
            }
        } catch (java.net.SocketException _) {
            // a reset after the answer
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /// One answer with a length, from an open connection.
    String readAnswer() throws IOException {
        var head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return head.toString();
            }
            head.append((char) b);
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length =
                at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /// How many bytes came, of so many at most; 0 when the server has gone.
    int read(int most) throws IOException {
        try {
            return Math.max(0, socket.getInputStream().read(new byte[most]));
        } catch (java.net.SocketException _) {
            return 0;
        }
    }

    int read() throws IOException {
        return socket.getInputStream().read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static String exchange(int port, String request) throws IOException {
        try (var client = new RawClient(port)) {
            return client.send(request).readAll();
        }
    }

    /// `GET target` and everything that came back.
    static String get(int port, String target, String... headers) throws IOException {
        return request(port, "GET", target, headers);
    }

    static String request(int port, String method, String target, String... headers)
            throws IOException {
        var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: shop.example\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return exchange(port, text.append("Connection: close\r\n\r\n").toString());
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    static String body(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return end < 0 ? "" : answer.substring(end + 4);
    }
}
