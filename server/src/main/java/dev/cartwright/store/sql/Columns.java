package dev.cartwright.store.sql;

import dev.cartwright.shop.Product.Attribute;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How values that SQL has no type for stand in a column.
final class Columns {
    private static final JsonMapper JSON = new JsonMapper();

    private Columns() {}

    /// PostgreSQL has no place for NUL in a text, so neither database gets one.
    static String text(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    static void setLong(PreparedStatement statement, int index, @Nullable Long value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value);
        }
    }

    static void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
            throws SQLException {
        setLong(statement, index, value == null ? null : (Long) value.getEpochSecond());
    }

    static @Nullable Long getLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }

    static @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
        Long value = getLong(row, column);
        return value == null ? null : Instant.ofEpochSecond(value);
    }

    static @Nullable Long getLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }

    static @Nullable Instant getInstant(ResultSet row, int column) throws SQLException {
        Long value = getLong(row, column);
        return value == null ? null : Instant.ofEpochSecond(value);
    }

    static String fromList(Collection<String> list) {
        ArrayNode array = JSON.createArrayNode();
        list.forEach(array::add);
        return JSON.writeValueAsString(array);
    }

    static List<String> toList(String json) {
        var list = new ArrayList<String>();
        JSON.readTree(json).forEach(node -> list.add(node.stringValue()));
        return list;
    }

    static String fromFlags(Map<String, Boolean> flags) {
        ObjectNode object = JSON.createObjectNode();
        flags.forEach(object::put);
        return JSON.writeValueAsString(object);
    }

    static Map<String, Boolean> toFlags(String json) {
        var flags = new LinkedHashMap<String, Boolean>();
        for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
            flags.put(entry.getKey(), entry.getValue().booleanValue());
        }
        return flags;
    }

    static String fromAttributes(Map<String, Attribute> attributes) {
        ObjectNode all = JSON.createObjectNode();
        attributes.forEach(
                (name, attribute) -> {
                    ObjectNode one = all.putObject(name);
                    one.put("label", attribute.label());
                    ObjectNode options = one.putObject("options");
                    attribute.options().forEach(options::put);
                });
        return JSON.writeValueAsString(all);
    }

    static Map<String, Attribute> toAttributes(String json) {
        var attributes = new LinkedHashMap<String, Attribute>();
        for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
            JsonNode one = entry.getValue();
            var options = new LinkedHashMap<String, String>();
            for (Map.Entry<String, JsonNode> option : one.get("options").properties()) {
                options.put(option.getKey(), option.getValue().stringValue());
            }
            attributes.put(entry.getKey(), new Attribute(one.get("label").stringValue(), options));
        }
        return attributes;
    }
}
