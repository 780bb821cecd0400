package dev.cartwright.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An error answer in the WordPress envelope `{"code", "message", "data": {"status", …}}`.
///
/// Every error this server can give is made here; codes and texts are part of the interface, and
/// clients match on them.
///
/// @param code stable, for programs
/// @param message public, for people; never a secret, a stack trace or another caller's data
/// @param status HTTP status, also written to `data.status`
/// @param reason `data.reason`, null for none
/// @param params `data.params`: message by parameter name
/// @param details `data.details`: the inner code by parameter name
/// @param extra further members of `data`: text or whole number by name
public record ApiError(
        String code,
        String message,
        int status,
        @Nullable String reason,
        Map<String, String> params,
        Map<String, String> details,
        Map<String, Object> extra) {

    public ApiError {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    public ApiError(
            String code,
            String message,
            int status,
            @Nullable String reason,
            Map<String, String> params,
            Map<String, String> details) {
        this(code, message, status, reason, params, details, Map.of());
    }

    public ApiError(String code, String message, int status) {
        this(code, message, status, null, Map.of(), Map.of());
    }

    public ApiError withReason(String word) {
        return new ApiError(code, message, status, word, params, details, extra);
    }

    public ApiError withData(String name, Object value) {
        var more = new LinkedHashMap<>(extra);
        more.put(name, value);
        return new ApiError(code, message, status, reason, params, details, more);
    }

    /// Names parameters without a text for each.
    public ApiError naming(List<String> names) {
        var named = new LinkedHashMap<String, String>();
        names.forEach(name -> named.put(name, ""));
        return new ApiError(code, message, status, reason, named, Map.of(), extra);
    }

    public Optional<String> optionalReason() {
        return Optional.ofNullable(reason);
    }
}
