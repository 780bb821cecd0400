package dev.cartwright.rest.keys;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Principal;
import dev.cartwright.access.UserStore;
import dev.cartwright.http.AuthorizationHeader;
import dev.cartwright.http.Guard;
import dev.cartwright.http.OpenHandler;
import dev.cartwright.http.Refusal;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.limit.Allowance;
import dev.cartwright.limit.RateLimits;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.ApiErrors;
import dev.cartwright.wire.WhoAmIJson;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// `GET whoami`: what a credential is worth here, or what is wrong with the way it was presented.
///
/// Of an unknown key and of a wrong secret it tells the same, and of anything else only what can be
/// seen in the request itself.
public final class WhoAmI implements OpenHandler {
    private final KeyApi api;
    private final UserStore users;
    private final RateLimits limits;
    private final InstantSource clock;

    public WhoAmI(KeyApi api, UserStore users, RateLimits limits, InstantSource clock) {
        this.api = api;
        this.users = users;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request, Authentication verdict) {
        return switch (verdict) {
            case Authentication.Granted(var caller) -> tell(request, caller);
            case Authentication.Anonymous _ -> diagnose(AuthorizationHeader.fault(request));
            case Authentication.Incomplete _ ->
                    Guard.refuse(
                            Guard.error(verdict, Refusal.VIEW)
                                    .withReason("oauth_incomplete")
                                    .withData("hint", "The OAuth signature lacks parameters."));
            case Authentication.Rejected(var reason, _, _) -> refuse(reason, verdict);
        };
    }

    private Response tell(Request request, Principal caller) {
        return api.store()
                .find(caller.keyId())
                .map(key -> answer(key, request, caller))
                .orElseGet(() -> Guard.refuse(ApiErrors.WRONG_CREDENTIALS));
    }

    private Response answer(ConsumerKey key, Request request, Principal caller) {
        var who =
                new WhoAmIJson.Caller(
                        key,
                        api.door().status(key),
                        caller,
                        users.find(caller.userId()).orElse(null),
                        limits.look(caller.keyId(), caller.terms().rateLimit())
                                .map(WhoAmI::limit)
                                .orElse(null));
        Instant client = clientClock(request).orElse(null);
        return Response.json(json -> WhoAmIJson.write(who, clock.instant(), client, json));
    }

    private static WhoAmIJson.Limit limit(Allowance.Allowed left) {
        return new WhoAmIJson.Limit(
                left.limit(), left.remaining(), left.resetSeconds(), RateLimits.WINDOW.toSeconds());
    }

    /// What the client's clock said as it sent this, where it told.
    private static Optional<Instant> clientClock(Request request) {
        if (request.credentials() instanceof Credentials.OAuth oauth) {
            String seconds = oauth.oauth().getOrDefault("oauth_timestamp", "");
            if (seconds.matches("[0-9]{1,12}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)));
            }
        }
        return request.header("date").flatMap(WhoAmI::httpDate);
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException _) { // a client may send what it likes
            return Optional.empty();
        }
    }

    private static Response diagnose(AuthorizationHeader.Fault fault) {
        return Guard.refuse(
                ApiErrors.cannotView(401).withReason(fault.word()).withData("hint", fault.hint()));
    }

    private static Response refuse(Reason reason, Authentication verdict) {
        ApiError error = Guard.error(verdict, Refusal.VIEW);
        String word = reason.name().toLowerCase(Locale.ROOT);
        String shown = reason == Reason.WRONG_CREDENTIALS ? "credentials_invalid" : word;
        return Guard.refuse(error.withReason(shown).withData("hint", hint(reason)));
    }

    private static String hint(Reason reason) {
        return switch (reason) {
            case WRONG_CREDENTIALS ->
                    "The key is unknown or the secret is wrong. Both begin with their own prefix,"
                            + " ck_ and cs_, and have 43 characters.";
            case KEY_DISABLED -> "The key is disabled; whoever manages keys can enable it.";
            case KEY_REVOKED -> "The key was revoked; a new one is needed.";
            case KEY_EXPIRED -> "The key has expired, or another one has taken its place.";
            case OWNER_GONE -> "The key's user is gone; it has to be given to another user.";
            case ADDRESS_NOT_ALLOWED -> "The key may not be used from this address.";
            case MAY_NOT_READ -> "The key may only write.";
            case MAY_NOT_WRITE -> "The key may only read.";
            case TIMESTAMP_OUT_OF_RANGE ->
                    "The OAuth timestamp is more than 15 minutes off; check the client's clock.";
            case NONCE_USED -> "The OAuth nonce was used before; each request needs a new one.";
            case UNSUPPORTED_SIGNATURE_METHOD -> "Sign with HMAC-SHA1 or HMAC-SHA256.";
            case TLS_REQUIRED ->
                    "A key and secret may not travel in the clear: use https, or OAuth 1.0a.";
        };
    }
}
