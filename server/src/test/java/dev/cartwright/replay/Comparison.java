package dev.cartwright.replay;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/// Compares two answers field by field. Fields that only ours has are not differences: the element
/// is a superset.
final class Comparison {
    private static final DateTimeFormatter PLUGIN_TIME =
            DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT);

    private final Exchange exchange;
    private final List<Difference> found = new ArrayList<>();

    private Comparison(Exchange exchange) {
        this.exchange = exchange;
    }

    static List<Difference> of(Exchange exchange, int status, JsonNode ours) {
        var comparison = new Comparison(exchange);
        if (exchange.status() != status) {
            comparison.note("status", IntNode.valueOf(exchange.status()), IntNode.valueOf(status));
            return comparison.found;
        }
        if (!exchange.answer().isMissingNode() && !exchange.answer().isNull()) {
            comparison.compare("", exchange.answer(), ours);
        }
        return comparison.found;
    }

    private void compare(String path, JsonNode recorded, JsonNode ours) {
        if (path.endsWith("/cart_created") || path.endsWith("/cart_expiry")) {
            times(path, recorded, ours);
        } else if (recorded.isObject() && ours.isObject()) {
            objects(path, recorded, ours);
        } else if (recorded.isArray() && ours.isArray()) {
            arrays(path, recorded, ours);
        } else if (recorded.isObject() && ours.isArray()) {
            note(path, StringNode.valueOf("map"), StringNode.valueOf("list"));
            mapAsList(path, recorded, ours);
        } else if (!recorded.equals(ours)) {
            note(path, recorded, ours);
        }
    }

    private void objects(String path, JsonNode recorded, JsonNode ours) {
        for (Map.Entry<String, JsonNode> field : recorded.properties()) {
            JsonNode mine = ours.path(field.getKey());
            String at = path + "/" + field.getKey();
            if (mine.isMissingNode()) {
                note(at, field.getValue(), mine);
            } else {
                compare(at, field.getValue(), mine);
            }
        }
    }

    /// Rows are matched by key or number, whatever their order.
    private void arrays(String path, JsonNode recorded, JsonNode ours) {
        if (recorded.size() != ours.size()) {
            note(path + "/length", IntNode.valueOf(recorded.size()), IntNode.valueOf(ours.size()));
        }
        for (int i = 0; i < recorded.size(); i++) {
            JsonNode row = recorded.get(i);
            Optional<JsonNode> mine = row.isObject() ? partner(row, ours, i) : at(ours, i);
            if (mine.isEmpty() && recorded.size() == ours.size()) {
                note(path + "/*", row, ours);
            }
            mine.ifPresent(found -> compare(path + "/*", row, found));
        }
    }

    private static Optional<JsonNode> at(JsonNode array, int index) {
        return Optional.ofNullable(array.get(index));
    }

    private static Optional<JsonNode> partner(JsonNode row, JsonNode ours, int index) {
        for (String name : List.of("cart_key", "cart_id", "link", "coupon")) {
            if (row.has(name)) {
                return ours.valueStream()
                        .filter(
                                mine ->
                                        mine.path(name)
                                                .asString("")
                                                .equals(row.path(name).asString("")))
                        .findFirst();
            }
        }
        return at(ours, index);
    }

    private void mapAsList(String path, JsonNode recorded, JsonNode ours) {
        for (Map.Entry<String, JsonNode> item : recorded.properties()) {
            Optional<JsonNode> mine =
                    ours.valueStream()
                            .filter(one -> one.path("item_key").asString("").equals(item.getKey()))
                            .findFirst();
            if (mine.isPresent()) {
                compare(path + "/*", item.getValue(), mine.get());
            } else {
                note(path + "/*", item.getValue(), ours);
            }
        }
    }

    /// The same moment in another form is one difference, another moment is another.
    private void times(String path, JsonNode recorded, JsonNode ours) {
        String text = recorded.asString("");
        boolean same;
        try {
            long second = LocalDateTime.parse(text, PLUGIN_TIME).toEpochSecond(ZoneOffset.UTC);
            same = second == ours.asLong();
        } catch (java.time.DateTimeException _) {
            same = false;
        }
        note(path + (same ? "/form" : "/moment"), recorded, ours);
    }

    private void note(String path, JsonNode recorded, JsonNode ours) {
        found.add(new Difference(exchange, path, recorded, ours));
    }
}
