package dev.cartwright.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/// Says of every request that it came here, and which one it was.
final class WordPressStandIn implements AutoCloseable {
    private final HttpServer server;

    private WordPressStandIn(HttpServer server) {
        this.server = server;
    }

    static WordPressStandIn start() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                    byte[] body = answerTo(asked).getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return new WordPressStandIn(server);
    }

    static String answerTo(String request) {
        return "the shop: " + request;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
