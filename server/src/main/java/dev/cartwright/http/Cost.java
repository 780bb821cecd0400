package dev.cartwright.http;

import dev.cartwright.wire.JsonInput;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How much a request weighs against the caller's limit. One cart weighs 1.
///
/// It is asked before the parameters are checked, so it takes whatever stands there.
@FunctionalInterface
public interface Cost {
    Cost ONE = _ -> 1;

    /// Rows that weigh as much as one cart by itself.
    long ROWS = 20;

    /// At least 1.
    long of(Request request);

    /// What an answer about so many rows costs: 51 for a thousand.
    static long ofRows(long rows) {
        return 1 + Math.max(0, rows) / ROWS;
    }

    /// What the parameter says of the number of rows.
    ///
    /// @param otherwise rows when it is not there, or is no number
    static long ofRows(Request request, String parameter, int otherwise, int maximum) {
        String text = request.query().first(parameter).orElse("");
        return ofRows(Math.min(number(text, otherwise), maximum));
    }

    /// By the elements of an array in the body.
    ///
    /// @param otherwise rows when there is none
    static long ofElements(Request request, String member, int otherwise, int maximum) {
        Optional<JsonNode> array =
                request.json()
                        .map(JsonInput::tree)
                        .map(tree -> tree.get(member))
                        .filter(JsonNode::isArray);
        return ofRows(Math.min(array.map(JsonNode::size).orElse(otherwise), maximum));
    }

    private static int number(String text, int otherwise) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }
}
