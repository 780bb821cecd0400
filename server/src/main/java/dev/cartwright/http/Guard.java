package dev.cartwright.http;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authenticator;
import dev.cartwright.access.Capability;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.limit.RateLimits;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.ApiErrors;
import dev.cartwright.wire.BadParameter;
import dev.cartwright.wire.SessionErrors;
import java.util.List;
import java.util.Locale;

/// Lets through who is allowed, and tells the others why not: first the credential (401), then the
/// key's permission (403), then the limit (429), the key's scope and the user's capability (403),
/// then a query that no text can be made of (400).
public final class Guard {
    static final String CHALLENGE =
            "Basic realm=\"Cartwright: consumer key as user name, consumer secret as password\"";

    private final Authenticator authenticator;
    private final Throttle throttle;

    /// Limits nobody.
    public Guard(Authenticator authenticator) {
        this(authenticator, RateLimits.none());
    }

    public Guard(Authenticator authenticator, RateLimits limits) {
        this.authenticator = authenticator;
        this.throttle = new Throttle(limits);
    }

    /// For everybody, as long as nobody calls too often.
    public Handler anyone(Cost cost, Handler next) {
        return request -> throttle.anonymous(request, cost, () -> next.handle(request));
    }

    /// For everybody, by what came of the credential. Wrong ones count as everywhere.
    public Handler whoever(OpenHandler next) {
        return request -> {
            Authentication verdict = authenticate(request);
            return throttle.hold(request, verdict, Cost.ONE, () -> next.handle(request, verdict));
        };
    }

    /// For keys of this scope, of users who manage the shop.
    public Handler managers(Scope scope, Refusal refusal, GuardedHandler next) {
        return request -> handle(request, scope, refusal, next);
    }

    private Response handle(Request request, Scope scope, Refusal refusal, GuardedHandler next) {
        Authentication verdict = authenticate(request);
        return throttle.hold(
                request,
                verdict,
                next::cost,
                () ->
                        verdict instanceof Authentication.Granted(var caller)
                                ? enter(request, caller, scope, refusal, next)
                                : refuse(error(verdict, refusal)));
    }

    private Authentication authenticate(Request request) {
        Authentication verdict =
                authenticator.authenticate(
                        request.credentials(), wanted(request.method()), request.peer());
        switch (verdict) {
            case Authentication.Granted(var caller) -> RequestTrace.noteKey(caller.keyId());
            case Authentication.Rejected(_, long keyId, _) -> RequestTrace.noteKey(keyId);
            case Authentication.Anonymous _, Authentication.Incomplete _ -> {}
        }
        return verdict;
    }

    private static Response enter(
            Request request, Principal caller, Scope scope, Refusal refusal, GuardedHandler next) {
        if (!caller.has(scope)) {
            return Response.error(ApiErrors.missingScope(scope));
        }
        if (!caller.can(Capability.MANAGE_WOOCOMMERCE)) {
            return Response.error(refusal.incapable());
        }
        return request.query()
                .unreadable()
                .map(name -> Response.error(notText(name)))
                .orElseGet(() -> next.handle(request, caller));
    }

    /// What a verdict is worth to somebody who needs a key.
    public static ApiError error(Authentication verdict, Refusal refusal) {
        return switch (verdict) {
            case Authentication.Granted _, Authentication.Anonymous _ -> refusal.unknown();
            case Authentication.Rejected(var reason, _, _) -> error(reason, refusal);
            case Authentication.Incomplete(var missing) ->
                    ApiErrors.missingOAuthParameters(missing);
        };
    }

    private static Permission wanted(String method) {
        return method.equals("GET") || method.equals("HEAD") ? Permission.READ : Permission.WRITE;
    }

    /// With the challenge that every 401 has.
    public static Response refuse(ApiError error) {
        Response response = Response.error(error);
        return error.status() == 401 ? response.with("WWW-Authenticate", CHALLENGE) : response;
    }

    private static ApiError error(Reason reason, Refusal refusal) {
        return switch (reason) {
            case WRONG_CREDENTIALS -> ApiErrors.WRONG_CREDENTIALS;
            case KEY_DISABLED, KEY_REVOKED, KEY_EXPIRED, OWNER_GONE, ADDRESS_NOT_ALLOWED ->
                    ApiErrors.WRONG_CREDENTIALS.withReason(word(reason));
            case MAY_NOT_READ -> ApiErrors.MAY_NOT_READ;
            case MAY_NOT_WRITE -> ApiErrors.MAY_NOT_WRITE;
            case TIMESTAMP_OUT_OF_RANGE -> ApiErrors.INVALID_TIMESTAMP.withReason(word(reason));
            case NONCE_USED -> ApiErrors.NONCE_USED.withReason(word(reason));
            case UNSUPPORTED_SIGNATURE_METHOD -> ApiErrors.INVALID_SIGNATURE_METHOD;
            case TLS_REQUIRED -> refusal.unknown().withReason(word(reason));
        };
    }

    private static String word(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static ApiError notText(String name) {
        return SessionErrors.invalid(List.of(BadParameter.type(name, "string")));
    }
}
