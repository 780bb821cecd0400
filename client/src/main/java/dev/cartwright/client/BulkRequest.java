package dev.cartwright.client;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which sessions to delete at once, up to 1000 a call, and how. Immutable.
public final class BulkRequest {
    private static final int MOST_KEYS = 1000;

    private final List<String> keys;
    private final Conditions<String> parameters;
    private final boolean changesNothing;

    private BulkRequest(List<String> keys, Conditions<String> parameters, boolean changesNothing) {
        this.keys = keys;
        this.parameters = parameters;
        this.changesNothing = changesNothing;
    }

    /// @throws IllegalArgumentException for no keys, or more than 1000
    public static BulkRequest ofKeys(Collection<String> cartKeys) {
        if (cartKeys.isEmpty() || cartKeys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("1 to 1000 cart keys, not " + cartKeys.size());
        }
        return new BulkRequest(List.copyOf(cartKeys), Conditions.none(), false);
    }

    /// @throws IllegalArgumentException for a filter without a condition, which would mean all
    public static BulkRequest matching(SessionFilter filter) {
        if (filter.values().isEmpty()) {
            throw new IllegalArgumentException("a bulk deletion needs at least one condition");
        }
        Conditions<String> none = Conditions.none();
        return new BulkRequest(List.of(), none.withAll(filter.values()), false);
    }

    /// Only says what would go.
    public BulkRequest dryRun() {
        return new BulkRequest(keys, parameters.with("dry_run", "true"), true);
    }

    /// Not to trash: nothing can be restored.
    public BulkRequest forGood() {
        return new BulkRequest(keys, parameters.with("force", "true"), changesNothing);
    }

    /// A deletion is not repeated once it may have happened: of the second, "deleted" would be
    /// wrong, and by filter it would take the next thousand.
    Call call() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("keys", keys);
        return new Call(
                "DELETE",
                "/sessions",
                parameters.values(),
                keys.isEmpty() ? null : new JsonObject(body),
                changesNothing ? Call.Repeat.ANY_TIME : Call.Repeat.WHEN_REFUSED);
    }

    @Override
    public String toString() {
        return "BulkRequest[" + keys.size() + " keys, " + parameters.values().keySet() + "]";
    }
}
