package dev.cartwright.client;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One line for each attempt, safe to paste into a ticket: no header, no secret, no whole cart key;
/// of the query only values that cannot be personal. Bodies only when asked for, and masked.
final class DebugLog {
    private static final int LONGEST_BODY = 4000;
    private static final Set<String> HARMLESS =
            Set.of(
                    "page",
                    "per_page",
                    "order",
                    "orderby",
                    "status",
                    "source",
                    "has_items",
                    "force",
                    "dry_run",
                    "days",
                    "product");

    private final @Nullable Consumer<String> sink;
    private final boolean bodies;

    DebugLog(@Nullable Consumer<String> sink, boolean bodies) {
        this.sink = sink;
        this.bodies = bodies;
    }

    void answered(Call call, Credentials pair, int attempt, long millis, Answer answer) {
        if (sink == null) {
            return;
        }
        String code = answer.ok() ? "" : " " + answer.object().text("code").orElse("-");
        String id = answer.requestId().map(name -> " request=" + name).orElse("");
        say(call, pair, attempt, answer.status() + code + " " + millis + "ms", id);
        if (bodies) {
            say("< " + body(answer.json().orElse(null), answer.body().length), "");
        }
    }

    void failed(Call call, Credentials pair, int attempt, long millis, NoAnswerException failure) {
        if (sink != null) {
            say(call, pair, attempt, failure.code() + " " + millis + "ms", "");
        }
    }

    void waits(Call call, long millis) {
        if (sink != null) {
            say(call.shown() + " waits " + millis + "ms", "");
        }
    }

    private void say(Call call, Credentials pair, int attempt, String outcome, String id) {
        if (bodies && call.body() != null) {
            say("> " + body(new Json.Parsed(call.body()), 0), "");
        }
        say(
                "%s%s -> %s attempt=%d key=%s"
                        .formatted(call.shown(), query(call), outcome, attempt, pair.shown()),
                id);
    }

    /// A sink that fails must not cost the caller her answer.
    ///
    /// @param id a request's name, which may look like a cart key
    private void say(String line, String id) {
        if (sink == null) {
            return;
        }
        try {
            sink.accept("[cartwright] " + Redaction.text(line) + id);
        } catch (RuntimeException ignored) {
            return;
        }
    }

    private static String query(Call call) {
        if (call.query().isEmpty()) {
            return "";
        }
        return call.query().entrySet().stream()
                .map(
                        one ->
                                HARMLESS.contains(one.getKey())
                                        ? one.getKey() + "=" + one.getValue()
                                        : one.getKey() + "=…")
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String body(Json.@Nullable Parsed parsed, int length) {
        if (parsed == null) {
            return length + " bytes that are no JSON";
        }
        String text = Json.write(Redaction.value("", parsed.value()));
        return text.length() <= LONGEST_BODY ? text : text.substring(0, LONGEST_BODY) + "…";
    }
}
