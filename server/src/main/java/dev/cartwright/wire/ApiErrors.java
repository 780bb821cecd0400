package dev.cartwright.wire;

import dev.cartwright.access.KeyConflict;
import dev.cartwright.access.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Errors that are not of one endpoint: WordPress's own, WooCommerce's of authentication, and ours
/// of the transport. Codes and texts are the ones clients know from there.
public final class ApiErrors {
    public static final ApiError NO_ROUTE =
            new ApiError(
                    "rest_no_route",
                    "No route was found matching the URL and request method.",
                    404);

    public static final ApiError CALLBACK_DISABLED =
            new ApiError("rest_callback_disabled", "JSONP support is disabled on this site.", 400);

    public static final ApiError BODY_TOO_LARGE =
            new ApiError("rest_body_too_large", "The request body is too large.", 413);

    public static final ApiError URL_TOO_LONG =
            new ApiError("rest_url_too_long", "The request URL is too long.", 414);

    public static final ApiError HEADERS_TOO_LARGE =
            new ApiError("rest_headers_too_large", "The request headers are too large.", 431);

    public static final ApiError BAD_REQUEST =
            new ApiError("rest_bad_request", "The request could not be understood.", 400);

    public static final ApiError UNREAD_BODY =
            new ApiError(
                    "rest_bad_request",
                    "The body of a deletion must be JSON or a form, and its type must say so.",
                    400);

    public static final ApiError CONTRADICTION =
            new ApiError(
                    "rest_bad_request",
                    "The query and the form in the body say different things of one parameter.",
                    400);

    public static final ApiError UPGRADE_REQUIRED =
            new ApiError("rest_upgrade_required", "This server speaks HTTP/1.1.", 426);

    /// Whichever limit it was; the headers tell more.
    public static final ApiError TOO_MANY_REQUESTS =
            new ApiError(
                    "rate_limit_exceeded",
                    "Too many requests. Please wait as long as Retry-After says, then try again.",
                    429);

    public static final ApiError KEY_NOT_FOUND =
            new ApiError("cartwright_key_not_found", "Consumer key not found.", 404);

    public static final ApiError CANNOT_GRANT =
            new ApiError(
                    "cartwright_rest_cannot_grant",
                    "A key cannot give more than it has: permission and scopes must be within its"
                            + " own, and a key of another user needs the edit_users capability.",
                    403);

    /// Something that cannot be done with a key as it is now.
    public static ApiError keyConflict(KeyConflict conflict) {
        return new ApiError("cartwright_" + conflict.word(), conflict.text(), 409);
    }

    /// The only text a caller ever sees of a fault of ours.
    public static final ApiError INTERNAL =
            new ApiError(
                    "internal_server_error",
                    "There was an error on this server. Its log tells more under the request id.",
                    500);

    public static final ApiError UNAVAILABLE =
            new ApiError("service_unavailable", "The server is not ready.", 503);

    /// @param text says what is missing, without secrets and addresses
    public static ApiError unreachable(@Nullable String text) {
        return new ApiError(
                "cartwright_unavailable",
                text == null ? "The server is not ready. Please try again." : text,
                503);
    }

    /// @param text says that nobody knows whether it was done
    public static ApiError inDoubt(@Nullable String text) {
        return new ApiError(
                "cartwright_in_doubt", text == null ? "It may have been done or not." : text, 503);
    }

    /// @param text says which right is missing
    public static ApiError readOnly(@Nullable String text) {
        return new ApiError(
                "cartwright_read_only", text == null ? "Nothing can be written." : text, 403);
    }

    /// @param text says what stands against it
    public static ApiError conflict(@Nullable String text) {
        return new ApiError("cartwright_conflict", text == null ? "Please try again." : text, 409);
    }

    /// Of an unknown key and of a wrong secret, to the byte: nobody may learn which keys exist.
    public static final ApiError WRONG_CREDENTIALS =
            authentication("Consumer key or secret is invalid.", 401);

    /// 403 by the tutorial; WooCommerce says 401.
    public static final ApiError MAY_NOT_READ =
            authentication("The API key provided does not have read permissions.", 403);

    public static final ApiError MAY_NOT_WRITE =
            authentication("The API key provided does not have write permissions.", 403);

    public static final ApiError INVALID_TIMESTAMP = authentication("Invalid timestamp.", 401);

    public static final ApiError NONCE_USED =
            authentication("Invalid nonce - nonce has already been used.", 401);

    public static final ApiError INVALID_SIGNATURE_METHOD =
            authentication("Invalid signature - signature method is invalid.", 401);

    private ApiErrors() {}

    /// A key that was narrowed to other scopes.
    public static ApiError missingScope(Scope scope) {
        return authentication(
                        "The API key provided does not have the %s scope.".formatted(scope.word()),
                        403)
                .withReason("scope_missing");
    }

    /// @param names of OAuth parameters that are not there
    public static ApiError missingOAuthParameters(List<String> names) {
        String noun = names.size() == 1 ? "parameter" : "parameters";
        return new ApiError(
                "woocommerce_rest_authentication_missing_parameter",
                "Missing OAuth %s %s".formatted(noun, String.join(", ", names)),
                401);
    }

    /// @param status 401 for somebody unknown, 403 for somebody known
    public static ApiError cannotList(int status) {
        return new ApiError(
                "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.", status);
    }

    public static ApiError cannotView(int status) {
        return new ApiError(
                "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource.", status);
    }

    public static ApiError cannotEdit(int status) {
        return new ApiError(
                "woocommerce_rest_cannot_edit",
                "Sorry, you are not allowed to edit this resource.",
                status);
    }

    public static ApiError cannotDelete(int status) {
        return new ApiError(
                "woocommerce_rest_cannot_delete",
                "Sorry, you are not allowed to delete this resource.",
                status);
    }

    /// @param errorCode PHP's number of a JSON error, which WordPress passes on
    public static ApiError invalidJson(int errorCode, String errorMessage) {
        return new ApiError("rest_invalid_json", "Invalid JSON body passed.", 400)
                .withData("json_error_code", errorCode)
                .withData("json_error_message", errorMessage);
    }

    private static ApiError authentication(String message, int status) {
        return new ApiError("woocommerce_rest_authentication_error", message, status);
    }
}
