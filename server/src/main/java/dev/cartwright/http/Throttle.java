package dev.cartwright.http;

import dev.cartwright.access.Authentication;
import dev.cartwright.limit.Allowance;
import dev.cartwright.limit.RateLimits;
import dev.cartwright.wire.ApiErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Holds callers to their limits, and tells them where they stand.
///
/// A key counts for itself, also where it is refused. One that has ended counts by the server's
/// default alone: a client must see 401 to go over to its next one. A wrong credential counts for
/// the address it came from; the credential is looked at all the same, so that a right one always
/// passes. Everything else counts for the address as an anonymous call.
final class Throttle {
    private static final String OF_KEY = "default";
    private static final String OF_FAILED_LOGINS = "failed-logins";
    private static final String OF_ANONYMOUS = "anonymous";

    private final RateLimits limits;

    Throttle(RateLimits limits) {
        this.limits = limits;
    }

    /// The answer, or that it was too much.
    ///
    /// @param cost of a call that is let through; one that is not weighs 1
    Response hold(Request request, Authentication verdict, Cost cost, Supplier<Response> answer) {
        return switch (verdict) {
            case Authentication.Granted(var caller) -> {
                Allowance allowance =
                        limits.call(caller.keyId(), caller.terms().rateLimit(), cost.of(request));
                yield apply(allowance, OF_KEY, answer);
            }
            case Authentication.Rejected rejected -> rejected(request, rejected, answer);
            case Authentication.Anonymous _, Authentication.Incomplete _ ->
                    anonymous(request, Cost.ONE, answer);
        };
    }

    private Response rejected(
            Request request, Authentication.Rejected rejected, Supplier<Response> answer) {
        return switch (rejected.reason()) {
            case WRONG_CREDENTIALS ->
                    apply(limits.failedLogin(request.peer()), OF_FAILED_LOGINS, answer);
            case MAY_NOT_READ, MAY_NOT_WRITE ->
                    apply(limits.call(rejected.keyId(), rejected.rateLimit(), 1), OF_KEY, answer);
            case KEY_DISABLED,
                    KEY_REVOKED,
                    KEY_EXPIRED,
                    OWNER_GONE,
                    ADDRESS_NOT_ALLOWED,
                    TIMESTAMP_OUT_OF_RANGE,
                    NONCE_USED ->
                    apply(limits.call(rejected.keyId(), null, 1), OF_KEY, answer);
            case UNSUPPORTED_SIGNATURE_METHOD, TLS_REQUIRED -> anonymous(request, Cost.ONE, answer);
        };
    }

    Response anonymous(Request request, Cost cost, Supplier<Response> answer) {
        return apply(limits.anonymous(request.peer(), cost.of(request)), OF_ANONYMOUS, answer);
    }

    private static Response apply(Allowance allowance, String policy, Supplier<Response> answer) {
        return switch (allowance) {
            case Allowance.Free _ -> answer.get();
            case Allowance.Allowed(long limit, long remaining, long reset) ->
                    answer.get().with(headers(policy, limit, remaining, reset));
            case Allowance.Exceeded(long limit, long remaining, long wait) ->
                    Response.error(ApiErrors.TOO_MANY_REQUESTS)
                            .with("Retry-After", Long.toString(wait))
                            .with(headers(policy, limit, remaining, wait));
        };
    }

    /// The three that clients know, and the two of draft-ietf-httpapi-ratelimit-headers-11.
    private static Map<String, String> headers(
            String policy, long limit, long remaining, long resetSeconds) {
        var headers = LinkedHashMap.<String, String>newLinkedHashMap(5);
        headers.put("RateLimit-Limit", Long.toString(limit));
        headers.put("RateLimit-Remaining", Long.toString(remaining));
        headers.put("RateLimit-Reset", Long.toString(resetSeconds));
        headers.put("RateLimit", "\"" + policy + "\";r=" + remaining + ";t=" + resetSeconds);
        headers.put(
                "RateLimit-Policy",
                "\"" + policy + "\";q=" + limit + ";w=" + RateLimits.WINDOW.toSeconds());
        return headers;
    }
}
