package dev.cartwright.rest.sessions;

import dev.cartwright.cart.CartKey;
import dev.cartwright.http.Query;
import dev.cartwright.rest.Parameters;
import dev.cartwright.session.Selection;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.wire.BadParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which sessions a bulk deletion means: keys in the body, or filters in the query.
final class BulkParameters {
    private static final String KEYS = "keys";

    private BulkParameters() {}

    /// Empty when nothing is said at all, or something is wrong.
    static Optional<Selection> read(Parameters parameters, Query query) {
        SessionFilter filter = FilterParameters.read(parameters);
        boolean filtered = FilterParameters.NAMES.stream().anyMatch(query::has);
        JsonNode keys = parameters.member(KEYS);
        if (keys == null) {
            return filtered ? Optional.of(new Selection.Matching(filter)) : Optional.empty();
        }
        if (filtered) {
            parameters.refuse(
                    new BadParameter(
                            KEYS,
                            BadParameter.Code.REST_ONE_OF_MULTIPLE_MATCHES,
                            "keys cannot be used together with filters."));
            return Optional.empty();
        }
        List<CartKey> parsed = keys(keys, parameters);
        return parsed == null ? Optional.empty() : Optional.of(new Selection.Keys(parsed));
    }

    /// Text that cannot be a key names no cart, and is passed over like any unknown key.
    private static @Nullable List<CartKey> keys(JsonNode keys, Parameters parameters) {
        if (!keys.isArray()) {
            parameters.refuse(BadParameter.type(KEYS, "array"));
            return null;
        }
        if (keys.size() > Selection.MAX) {
            parameters.refuse(BadParameter.tooMany(KEYS, Selection.MAX));
            return null;
        }
        var parsed = new ArrayList<CartKey>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            JsonNode key = keys.get(i);
            if (!key.isString()) {
                parameters.refuse(BadParameter.type(KEYS + "[" + i + "]", "string"));
                return null;
            }
            CartKey.parse(key.stringValue()).ifPresent(parsed::add);
        }
        return parsed;
    }
}
