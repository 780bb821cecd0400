package dev.cartwright.client;

import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Settings of a [CartwrightClient]. All but the credentials have sensible defaults.
public final class ClientBuilder {
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final String url;
    private final List<SecretSource> sources = new ArrayList<>();
    private String api = "cocart/v2";
    private String userAgent = "cartwright-client";
    private boolean allowClearHttp;
    private Duration primaryAgainAfter = Duration.ofMinutes(10);
    private RetryPolicy policy = RetryPolicy.DEFAULT;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private long mostBytes = MOST_BYTES;
    private @Nullable Consumer<String> debug;
    private boolean debugBodies;
    private Consumer<HttpClient.Builder> http = builder -> {};
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();
    private Sleeper sleeper = Sleeper.system();

    ClientBuilder(String url) {
        this.url = url;
    }

    /// Adds a pair: the first one is the primary, all others are backups, in their order.
    ///
    /// When the server refuses a pair, and only then, the next one is tried with the same call: by
    /// 401, or by 429 after too many failed logins from this address. The one that works stays in
    /// use; see [#primaryAgainAfter].
    public ClientBuilder credentials(SecretSource source) {
        sources.add(source);
        return this;
    }

    /// Adds a pair that is known now.
    public ClientBuilder credentials(String key, String secret) {
        return credentials(new Credentials(key, secret));
    }

    /// How long a backup stays in use before one call tries the primary pair again; 10 minutes. A
    /// very long time for never, except when no pair works any more.
    public ClientBuilder primaryAgainAfter(Duration time) {
        primaryAgainAfter = time;
        return this;
    }

    /// The path behind `/wp-json/` for an address that does not lead there: `cocart/v2`, or its
    /// aliases `cocart/preview/v2` and `cocart/preview`.
    public ClientBuilder api(String path) {
        api = path;
        return this;
    }

    public ClientBuilder timeouts(Timeouts times) {
        timeouts = times;
        return this;
    }

    public ClientBuilder retries(RetryPolicy retries) {
        policy = retries;
        return this;
    }

    /// The longest answer that is read; 64 MB.
    public ClientBuilder longestAnswer(long bytes) {
        mostBytes = bytes;
        return this;
    }

    /// How your program calls itself, for the server's report on who uses a key.
    public ClientBuilder userAgent(String name) {
        userAgent = name;
        return this;
    }

    /// Gets a line for each attempt: method, path, status, duration, request id. Secrets, e-mails
    /// and whole cart keys are masked.
    public ClientBuilder debug(Consumer<String> sink) {
        debug = sink;
        return this;
    }

    /// Debug lines for bodies too, with names, addresses, secrets and keys masked.
    public ClientBuilder debugBodies() {
        debugBodies = true;
        return this;
    }

    /// Sends secrets over clear http to another machine, where anybody on the way can read them.
    /// Without this such an address is refused.
    public ClientBuilder allowClearHttp() {
        allowClearHttp = true;
        return this;
    }

    /// Proxy, certificates, executor. What is said here about redirects, HTTP version and connect
    /// time is overruled: a redirect could carry a secret to another host.
    public ClientBuilder http(Consumer<HttpClient.Builder> settings) {
        http = settings;
        return this;
    }

    /// For tests: what time it is, for a `Retry-After` that is a date.
    public ClientBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /// For tests: the jitter of pauses. Must be safe for many threads.
    public ClientBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /// For tests: what waits.
    public ClientBuilder sleeper(Sleeper waiting) {
        sleeper = waiting;
        return this;
    }

    /// Makes no call yet.
    ///
    /// @throws IllegalArgumentException for an address that is none, or one over clear http to
    ///     another machine, or without credentials
    public CartwrightClient build() {
        String base = BaseUrl.of(url, api, allowClearHttp);
        HttpClient.Builder connections = HttpClient.newBuilder();
        http.accept(connections);
        connections
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect());
        return new CartwrightClient(
                new Caller(
                        new Transport(connections.build(), base, userAgent, mostBytes, clock),
                        new KeyRing(sources, primaryAgainAfter, sleeper),
                        policy,
                        timeouts,
                        clock,
                        random,
                        sleeper,
                        new DebugLog(debug, debugBodies)));
    }
}
