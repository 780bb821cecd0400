package dev.cartwright.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A peer that answers by a function, for what a real server only does on bad days.
final class FakeServer implements AutoCloseable {
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer http;

    /// What came in.
    record Seen(
            String method, String target, String pair, Map<String, String> headers, String body) {
        /// The key half of the pair.
        String key() {
            return pair.replaceFirst(":.*", "");
        }
    }

    /// What to answer; null headers' values do not occur.
    ///
    /// @param status 0 to cut the connection without an answer
    record Reply(int status, Map<String, String> headers, String body) {
        static final Reply CUT = new Reply(0, Map.of(), "");

        static Reply json(int status, String body) {
            return new Reply(status, Map.of(), body);
        }

        static Reply error(int status, String code) {
            return json(
                    status,
                    "{\"code\":\"%s\",\"message\":\"No.\",\"data\":{\"status\":%d}}"
                            .formatted(code, status));
        }

        Reply with(String name, String value) {
            var more = new java.util.HashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body);
        }
    }

    FakeServer(Function<Seen, Reply> answers) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        http.setExecutor(threads);
        http.createContext("/", exchange -> answer(exchange, answers));
        http.start();
    }

    /// Answers in turn; the last one for ever.
    static FakeServer inTurn(Reply... replies) {
        var count = new java.util.concurrent.atomic.AtomicInteger();
        return new FakeServer(_ -> replies[Math.min(count.getAndIncrement(), replies.length - 1)]);
    }

    /// A client with one pair.
    ClientBuilder client() {
        return CartwrightClient.at(url()).credentials("ck_primary", "cs_primary");
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    List<Seen> seen() {
        return seen;
    }

    Seen only() {
        if (seen.size() != 1) {
            throw new AssertionError("not one call, but " + seen);
        }
        return seen.getFirst();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Function<Seen, Reply> answers) throws IOException {
        try (exchange) {
            Seen call = read(exchange);
            seen.add(call);
            Reply reply = answers.apply(call);
            if (reply.status() == 0) {
                return; // closing the exchange cuts the connection
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Seen read(HttpExchange exchange) throws IOException {
        var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name, values.getFirst()));
        String authorization = headers.getOrDefault("Authorization", "Basic ");
        byte[] pair = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
        return new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                new String(pair, UTF_8),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }
}
