package dev.cartwright.store.sql;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Network;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Scope;
import dev.cartwright.event.Detail;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What an event tells of a changed key. Neither its hashes nor anything of its secret.
final class KeyDetail {
    private final @Nullable ConsumerKey before;
    private final ConsumerKey after;
    private final Detail detail = Detail.empty();

    private KeyDetail(@Nullable ConsumerKey before, ConsumerKey after) {
        this.before = before;
        this.after = after;
    }

    /// @param before null for a key that is new
    static Detail of(@Nullable ConsumerKey before, ConsumerKey after) {
        var detail = new KeyDetail(before, after);
        detail.terms();
        detail.state();
        return detail.detail.fact("truncated_key", after.truncatedKey());
    }

    private void terms() {
        change("user_id", ConsumerKey::userId);
        change("description", ConsumerKey::description);
        change("permissions", key -> word(key.permission()));
        change("scopes", key -> scopes(key.terms()));
        change("allowed_ips", key -> networks(key.terms()));
        change("expires", key -> key.terms().expires());
        change("rate_limit", key -> key.terms().rateLimit());
    }

    private void state() {
        change("revoked", ConsumerKey::revokedAt);
        change("disabled", key -> reason(key.state().disabled()));
        change("rolled_to", key -> rolled(key, KeyState.Rolled::successor));
        change("ends", key -> rolled(key, KeyState.Rolled::until));
        change("rolled_from", key -> key.state().rolledFrom());
        change("notice_days", key -> days(key.state().notice()));
        change("pepper", key -> key.secret().pepperId());
    }

    private void change(String field, Function<ConsumerKey, @Nullable Object> value) {
        detail.change(field, before == null ? null : value.apply(before), value.apply(after));
    }

    private static @Nullable String word(@Nullable Permission permission) {
        return permission == null ? null : permission.word();
    }

    private static @Nullable List<String> scopes(KeyTerms terms) {
        return terms.narrowedTo() == null
                ? null
                : terms.scopes().stream().sorted().map(Scope::word).toList();
    }

    private static @Nullable List<String> networks(KeyTerms terms) {
        List<String> networks = terms.networks().stream().map(Network::toString).toList();
        return networks.isEmpty() ? null : networks;
    }

    private static @Nullable String reason(KeyState.@Nullable Disabled disabled) {
        return disabled == null ? null : disabled.reason().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object rolled(
            ConsumerKey key, Function<KeyState.Rolled, Object> value) {
        KeyState.Rolled rolled = key.state().rolled();
        return rolled == null ? null : value.apply(rolled);
    }

    private static @Nullable Integer days(KeyState.@Nullable Notice notice) {
        return notice == null ? null : (Integer) notice.days();
    }
}
