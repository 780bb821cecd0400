package dev.cartwright.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An error answer, read.
///
/// @param sentence the server's, for people
/// @param text the whole message of the exception
/// @param data the error's `data`
record Refusal(
        int status,
        String code,
        String sentence,
        String text,
        JsonObject data,
        @Nullable String requestId,
        @Nullable Duration retryAfter) {

    /// Also of answers that are no WordPress error, such as a proxy's page.
    static Refusal of(Call call, Answer answer, Instant now) {
        JsonObject error = answer.object();
        String code = error.text("code").orElse("http_" + answer.status());
        String sentence =
                Redaction.text(error.text("message").orElse("HTTP " + answer.status() + "."));
        return new Refusal(
                answer.status(),
                code,
                sentence,
                text(call, answer, code, sentence),
                error.object("data"),
                answer.requestId().orElse(null),
                answer.retryAfter(now).orElse(null));
    }

    private static String text(Call call, Answer answer, String code, String sentence) {
        String id = answer.requestId().map(name -> ", request " + name).orElse("");
        return "%s: %s (%d %s%s)"
                .formatted(call.shown(), sentence, answer.status(), Redaction.text(code), id);
    }
}
