package dev.cartwright.replay;

import tools.jackson.databind.JsonNode;

/// One place where our answer is not the recorded one.
///
/// @param path `status`, or where in the body, with `*` for keys and positions
record Difference(Exchange exchange, String path, JsonNode recorded, JsonNode ours) {
    boolean at(String wanted) {
        return path.equals(wanted);
    }

    boolean under(String start) {
        return path.startsWith(start);
    }

    boolean statuses(int from, int to) {
        return at("status") && recorded.asInt() == from && ours.asInt() == to;
    }

    boolean texts(String from, String to) {
        return recorded.asString("").equals(from) && ours.asString("").equals(to);
    }

    @Override
    public String toString() {
        return exchange.name() + " " + path + ": " + cut(recorded) + " -> " + cut(ours);
    }

    private static String cut(JsonNode node) {
        String text = node.toString();
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }
}
