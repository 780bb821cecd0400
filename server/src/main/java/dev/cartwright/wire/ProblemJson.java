package dev.cartwright.wire;

import dev.cartwright.session.Problem;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What is wrong with a session, for its operator.
final class ProblemJson {
    private ProblemJson() {}

    static void write(JsonGenerator json, List<Problem> problems) {
        json.writeArrayPropertyStart("problems");
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringProperty("code", problem.code().word());
            json.writeStringProperty("message", problem.message());
            String itemKey = problem.itemKey();
            if (itemKey != null) {
                json.writeStringProperty("item_key", itemKey);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
