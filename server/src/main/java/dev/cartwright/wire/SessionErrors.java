package dev.cartwright.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The error answers that only the Sessions API gives.
public final class SessionErrors {
    public static final ApiError NOT_FOUND =
            new ApiError("cocart_session_not_found", "Cart session not found.", 404);

    public static final ApiError KEY_TAKEN =
            new ApiError(
                    "cocart_session_exists",
                    "A cart session with this key exists already. Delete it before you restore"
                            + " this one.",
                    409);

    public static final ApiError BUSY =
            new ApiError(
                    "rate_limit_exceeded",
                    "Too many lists are being read at the moment. Please try again shortly.",
                    429);

    private SessionErrors() {}

    /// All parameters that are wrong, in one answer.
    public static ApiError invalid(List<BadParameter> bad) {
        Map<String, String> messages = LinkedHashMap.newLinkedHashMap(bad.size());
        Map<String, String> codes = LinkedHashMap.newLinkedHashMap(bad.size());
        for (BadParameter one : bad) {
            if (messages.putIfAbsent(one.name(), one.message()) == null) {
                codes.put(one.name(), one.code().word());
            }
        }
        return new ApiError(
                "rest_invalid_param",
                "Invalid parameter(s): " + String.join(", ", messages.keySet()),
                400,
                null,
                messages,
                codes);
    }

    /// A parameter that must be there and is not. Written with the names alone.
    public static ApiError missing(String name) {
        return new ApiError(
                "rest_missing_callback_param",
                "Missing parameter(s): " + name,
                400,
                null,
                Map.of(name, ""),
                Map.of());
    }
}
