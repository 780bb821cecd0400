package dev.cartwright.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// How a key was used. Counted in the server's memory and written down about once a minute.
///
/// @param raw everything the server sent
public record KeyUsage(JsonObject raw) {
    public long keyId() {
        return raw.numberOrZero("key_id");
    }

    public long calls() {
        return raw.numberOrZero("calls");
    }

    /// Calls that were answered with 400 or above.
    public long errors() {
        return raw.numberOrZero("errors");
    }

    /// Whether anybody still uses it: the question before an old key is ended.
    public long callsLastHour() {
        return raw.numberOrZero("calls_last_hour");
    }

    public Optional<Instant> lastUsed() {
        return raw.moment("last_used");
    }

    public Optional<String> lastAddress() {
        return raw.text("last_address");
    }

    /// What the last caller said she was.
    public Optional<String> lastClient() {
        return raw.text("last_client");
    }

    /// From when on it was counted.
    public Optional<Instant> since() {
        return raw.moment("since");
    }

    public List<Day> byDay() {
        return raw.objects("by_day").stream().map(Day::of).toList();
    }

    public List<Route> byRoute() {
        return raw.objects("by_route").stream().map(Route::of).toList();
    }

    public List<StatusCount> byStatus() {
        return raw.objects("by_status").stream().map(StatusCount::of).toList();
    }

    /// The last few, newest first.
    public List<RecentCall> recent() {
        return raw.objects("recent").stream().map(RecentCall::new).toList();
    }

    public record Day(LocalDate day, long calls, long errors) {
        static Day of(JsonObject raw) {
            return new Day(
                    LocalDate.parse(raw.textOrEmpty("day")),
                    raw.numberOrZero("calls"),
                    raw.numberOrZero("errors"));
        }
    }

    public record Route(String method, String route, long calls, long errors) {
        static Route of(JsonObject raw) {
            return new Route(
                    raw.textOrEmpty("method"),
                    raw.textOrEmpty("route"),
                    raw.numberOrZero("calls"),
                    raw.numberOrZero("errors"));
        }
    }

    public record StatusCount(int status, long calls) {
        static StatusCount of(JsonObject raw) {
            return new StatusCount(
                    Math.toIntExact(raw.numberOrZero("status")), raw.numberOrZero("calls"));
        }
    }

    /// @param raw everything the server sent
    public record RecentCall(JsonObject raw) {
        public Optional<Instant> at() {
            return raw.moment("at");
        }

        public String method() {
            return raw.textOrEmpty("method");
        }

        public String route() {
            return raw.textOrEmpty("route");
        }

        public int status() {
            return Math.toIntExact(raw.numberOrZero("status"));
        }

        public String address() {
            return raw.textOrEmpty("address");
        }

        public String client() {
            return raw.textOrEmpty("client");
        }

        public String requestId() {
            return raw.textOrEmpty("request_id");
        }
    }
}
