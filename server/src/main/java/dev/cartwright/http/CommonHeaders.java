package dev.cartwright.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;

/// Headers that do not depend on the request.
final class CommonHeaders {
    /// The CoCart release whose interface this server speaks.
    static final Header VERSION =
            HeaderValues.createCached(HeaderNames.create("CoCart-Version"), "4.9.0");

    static final HeaderName TIMESTAMP = HeaderNames.create("CoCart-Timestamp");
    static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

    /// What a page from elsewhere may send. WordPress's and CoCart's, and those the server reads.
    static final String ALLOWED_REQUEST_HEADERS =
            "Authorization, X-WP-Nonce, X-Requested-With, Content-Disposition, Content-MD5,"
                    + " Content-Type, X-HTTP-Method-Override, X-Request-Id, Cart-Key,"
                    + " CoCart-API-Cart-Key, If-None-Match";

    static final List<Header> PLAIN =
            List.of(
                    HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store"),
                    HeaderValues.createCached(
                            HeaderNames.create("X-Content-Type-Options"), "nosniff"),
                    HeaderValues.createCached(HeaderNames.create("X-Robots-Tag"), "noindex"),
                    HeaderValues.createCached(HeaderNames.VARY, "Origin"));

    static final List<Header> REST =
            List.of(
                    PLAIN.get(0),
                    PLAIN.get(1),
                    PLAIN.get(2),
                    PLAIN.get(3),
                    HeaderValues.createCached(
                            HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
                            "X-WP-Total, X-WP-TotalPages, Link, Allow, Retry-After, RateLimit,"
                                    + " RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining,"
                                    + " RateLimit-Reset, X-Request-Id, CoCart-Timestamp,"
                                    + " CoCart-Version"));

    private static final int MAX_ORIGIN_LENGTH = 255;

    private CommonHeaders() {}

    /// Whether an Origin can be given back: there, and nothing but printable characters.
    static boolean echoable(String origin) {
        if (origin.isEmpty() || origin.length() > MAX_ORIGIN_LENGTH) {
            return false;
        }
        for (int i = 0; i < origin.length(); i++) {
            if (origin.charAt(i) <= ' ' || origin.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
