package dev.cartwright.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Sends one attempt and waits for all of its answer: the only place that knows the HTTP library.
final class Transport {
    private final HttpClient http;
    private final String base;
    private final String userAgent;
    private final long mostBytes;
    private final InstantSource clock;

    Transport(HttpClient http, String base, String userAgent, long mostBytes, InstantSource clock) {
        this.http = http;
        this.base = base;
        this.userAgent = userAgent;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /// No answer: why, whether the request may have arrived all the same, and whether another
    /// attempt would meet the same.
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        final NoAnswerException reason;
        final boolean sent;
        final boolean hopeless;

        Failure(NoAnswerException reason, boolean sent, boolean hopeless) {
            super(reason);
            this.reason = reason;
            this.sent = sent;
            this.hopeless = hopeless;
        }
    }

    /// @param time for all of it; the HTTP library's own limit ends with the answer's head
    /// @param limit what that time is
    Answer send(Call call, Credentials credentials, Duration time, TimedOutException.Limit limit)
            throws Failure {
        CompletableFuture<HttpResponse<byte[]>> coming =
                http.sendAsync(request(call, credentials), head -> new LimitedBody(mostBytes));
        try {
            HttpResponse<byte[]> response = coming.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException late) {
            coming.cancel(true);
            throw timedOut(call, late, limit);
        } catch (InterruptedException interruption) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            var reason = new CallInterruptedException(call.shown() + ": interrupted", interruption);
            throw new Failure(reason, true, true);
        } catch (ExecutionException failure) {
            throw failed(call, failure.getCause() == null ? failure : failure.getCause());
        }
    }

    private HttpRequest request(Call call, Credentials credentials) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + call.target()))
                        .header("Authorization", credentials.authorization())
                        .header("Accept", "application/json")
                        .header("User-Agent", userAgent)
                        .header("Date", now());
        if (call.body() == null) {
            return request.method(call.method(), BodyPublishers.noBody()).build();
        }
        BodyPublisher json = BodyPublishers.ofString(call.body().json());
        return request.header("Content-Type", "application/json")
                .method(call.method(), json)
                .build();
    }

    /// Lets the server tell how far apart the clocks are.
    private String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC));
    }

    private static Failure failed(Call call, Throwable cause) {
        if (cause instanceof LimitedBody.TooLong) {
            String text = call.shown() + ": the answer is " + cause.getMessage();
            return new Failure(new UnreadableAnswerException(text, 0, null), true, true);
        } else if (cause instanceof HttpConnectTimeoutException) {
            String text = call.shown() + ": no connection in time";
            var reason = new TimedOutException(text, TimedOutException.Limit.CONNECT, cause);
            return new Failure(reason, false, false);
        } else if (cause instanceof HttpTimeoutException) {
            return timedOut(call, cause, TimedOutException.Limit.REQUEST);
        } else if (cause instanceof ConnectException) {
            return lost(call, "the server cannot be reached", cause, false);
        } else if (cause instanceof SSLException) {
            String text = call.shown() + ": no safe connection, " + cause.getMessage();
            return new Failure(new ConnectionException(text, false, cause), false, true);
        } else if (cause instanceof IOException) {
            return lost(call, "the connection broke", cause, true);
        }
        throw new IllegalStateException(call.shown() + " could not be sent", cause);
    }

    private static Failure lost(Call call, String what, Throwable cause, boolean sent) {
        var reason = new ConnectionException(call.shown() + ": " + what, sent, cause);
        return new Failure(reason, sent, false);
    }

    private static Failure timedOut(Call call, Throwable cause, TimedOutException.Limit limit) {
        String text = call.shown() + ": no answer in time";
        var reason = new TimedOutException(text, limit, cause);
        return new Failure(reason, true, false);
    }
}
