package dev.cartwright.http;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authenticator;
import dev.cartwright.access.Capability;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Scope;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.ApiErrors;
import dev.cartwright.wire.BadParameter;
import dev.cartwright.wire.SessionErrors;
import java.util.List;
import java.util.Locale;

/// Lets through who is allowed, and tells the others why not: first the credential (401), then the
/// key's permission and scope (403), then the user's capability (403), then a query that no text
/// can be made of (400).
public final class Guard {
    static final String CHALLENGE =
            "Basic realm=\"Cartwright: consumer key as user name, consumer secret as password\"";

    private final Authenticator authenticator;

    public Guard(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /// For keys of this scope, of users who manage the shop.
    public Handler managers(Scope scope, Refusal refusal, GuardedHandler next) {
        return request -> handle(request, scope, refusal, next);
    }

    private Response handle(Request request, Scope scope, Refusal refusal, GuardedHandler next) {
        Authentication verdict =
                authenticator.authenticate(
                        request.credentials(), wanted(request.method()), request.peer());
        return switch (verdict) {
            case Authentication.Granted(var caller) -> {
                RequestTrace.noteKey(caller.keyId());
                if (!caller.has(scope)) {
                    yield Response.error(ApiErrors.missingScope(scope));
                }
                if (!caller.can(Capability.MANAGE_WOOCOMMERCE)) {
                    yield Response.error(refusal.incapable());
                }
                var unreadable = request.query().unreadable();
                yield unreadable.isPresent()
                        ? Response.error(notText(unreadable.get()))
                        : next.handle(request, caller);
            }
            case Authentication.Anonymous _ -> refuse(refusal.unknown());
            case Authentication.Rejected(var reason, var keyId) -> {
                RequestTrace.noteKey(keyId);
                yield refuse(error(reason, refusal));
            }
            case Authentication.Incomplete(var missing) ->
                    refuse(ApiErrors.missingOAuthParameters(missing));
        };
    }

    private static Permission wanted(String method) {
        return method.equals("GET") || method.equals("HEAD") ? Permission.READ : Permission.WRITE;
    }

    private static Response refuse(ApiError error) {
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
