package dev.cartwright.client;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What came back for one attempt.
///
/// @param body all of it
record Answer(int status, HttpHeaders headers, byte[] body) {
    private static final Pattern REQUEST_ID = Pattern.compile("(?!.*c[ks]_)[A-Za-z0-9._-]{1,64}");
    private static final String FAILED_LOGINS = "\"failed-logins\"";
    private static final int MOST_DIGITS = 9; // some thirty years of seconds

    boolean ok() {
        return status >= 200 && status < 300;
    }

    /// The server accepts no such pair. After too many wrong ones from one address it says so by a
    /// 429; it still looks at each, and lets right ones pass, so that waiting would help nobody.
    boolean refusesThePair() {
        return status == 401 || (status == 429 && limitOfFailedLogins());
    }

    private boolean limitOfFailedLogins() {
        return Stream.of("RateLimit", "RateLimit-Policy")
                .flatMap(name -> headers.allValues(name).stream())
                .anyMatch(limits -> limits.contains(FAILED_LOGINS));
    }

    boolean failedOnTheWay() {
        return status == 502 || status == 503 || status == 504;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    Optional<String> requestId() {
        return header("X-Request-Id").filter(id -> REQUEST_ID.matcher(id).matches());
    }

    /// As seconds or as a date; a date that has passed is no pause at all.
    Optional<Duration> retryAfter(Instant now) {
        return header("Retry-After").map(String::strip).flatMap(text -> pause(text, now));
    }

    OptionalLong number(String name) {
        return header(name)
                .filter(Answer::digits)
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    Optional<Json.Parsed> json() {
        return Json.parse(body);
    }

    /// Empty when the body is no object.
    JsonObject object() {
        return json().map(Json.Parsed::value)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElse(JsonObject.EMPTY);
    }

    /// The object that a success must be.
    JsonObject wantedObject(Call call) {
        Object value = wanted(call);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw unreadable(call, "no JSON object");
    }

    /// The array of objects that a success must be.
    List<JsonObject> wantedObjects(Call call) {
        if (wanted(call) instanceof List<?> list) {
            List<JsonObject> objects = JsonObject.elements(list, JsonObject.class);
            if (objects.size() == list.size()) {
                return objects;
            }
        }
        throw unreadable(call, "no JSON array of objects");
    }

    UnreadableAnswerException unreadable(Call call, String what) {
        return new UnreadableAnswerException(
                call.shown() + ": the answer is " + what, status, requestId().orElse(null));
    }

    private Object wanted(Call call) {
        return json().map(Json.Parsed::value).orElseThrow(() -> unreadable(call, "no JSON"));
    }

    private static Optional<Duration> pause(String text, Instant now) {
        if (digits(text)) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private static boolean digits(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
