package dev.cartwright.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the server makes of the pair in use.
///
/// @param raw everything the server sent
public record WhoAmI(JsonObject raw) {
    public ConsumerKey key() {
        return new ConsumerKey(raw.object("key"));
    }

    public long userId() {
        return raw.object("user").numberOrZero("id");
    }

    public String login() {
        return raw.object("user").textOrEmpty("login");
    }

    /// `read`, `write` or `read_write`.
    public String permissions() {
        return raw.textOrEmpty("permissions");
    }

    public List<String> scopes() {
        return raw.texts("scopes");
    }

    /// Whether the owner may manage the shop, without which no session is shown.
    public boolean canManage() {
        return raw.flag("can_manage");
    }

    /// Empty when nothing is limited.
    public Optional<RateLimit> limit() {
        return raw.get("limit") instanceof JsonObject limit
                ? Optional.of(RateLimit.of(limit))
                : Optional.empty();
    }

    public Optional<Instant> serverTime() {
        return raw.moment("server_time");
    }

    /// How far the server's clock is ahead of this machine's, negative when it is behind.
    public Optional<Duration> clockDifference() {
        return raw.number("clock_difference").map(Duration::ofSeconds);
    }

    /// @param calls how many are allowed in a window
    /// @param remaining how many are left at this moment
    /// @param reset until there are more again
    public record RateLimit(long calls, long remaining, Duration reset, Duration window) {
        static RateLimit of(JsonObject raw) {
            return new RateLimit(
                    raw.numberOrZero("limit"),
                    raw.numberOrZero("remaining"),
                    Duration.ofSeconds(raw.numberOrZero("reset")),
                    Duration.ofSeconds(raw.numberOrZero("window")));
        }
    }

    @Override
    public String toString() {
        return "WhoAmI[" + key() + "]";
    }
}
