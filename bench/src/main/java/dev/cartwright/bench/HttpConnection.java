package dev.cartwright.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One keep-alive connection that costs as little as can be, so that the server is what is
/// measured. Understands `Content-Length` and chunked answers, no more.
final class HttpConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 120_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final StringBuilder line = new StringBuilder(256);

    HttpConnection(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    static byte[] get(String path, String authorization) {
        return request("GET", path, authorization);
    }

    static byte[] request(String method, String path, String authorization) {
        return """
                %s %s HTTP/1.1
                Host: 127.0.0.1
                Authorization: %s
                Content-Type: application/json

                """
                .formatted(method, path, authorization)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Sends and waits for the whole answer.
    Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return read();
    }

    private Answer read() throws IOException {
        String statusLine = readLine();
        int status = Integer.parseInt(statusLine, 9, 12, 10);
        Map<String, String> headers = new HashMap<>();
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, header.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        String length = headers.get("content-length");
        byte[] body = length != null ? in.readNBytes(Integer.parseInt(length)) : readChunks();
        return new Answer(status, headers, body);
    }

    private byte[] readChunks() throws IOException {
        var all = new java.io.ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            all.write(in.readNBytes(size));
            readLine();
        }
        readLine();
        return all.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = readLine();
        int semicolon = size.indexOf(';');
        return Integer.parseInt(semicolon < 0 ? size : size.substring(0, semicolon), 16);
    }

    private String readLine() throws IOException {
        line.setLength(0);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
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

    record Answer(int status, Map<String, String> headers, byte[] body) {}
}
