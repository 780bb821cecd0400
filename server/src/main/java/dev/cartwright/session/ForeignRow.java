package dev.cartwright.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row of another system's table as it was found, so that it can be put back.
///
/// @param origin which system and table
/// @param rowId its number, as the index knows it
/// @param columns every other column of it but the value, by name, as text
/// @param value the serialised cart, byte for byte
public record ForeignRow(
        String origin, long rowId, Map<String, @Nullable String> columns, byte[] value) {
    public ForeignRow {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /// The same with another content of one column.
    public ForeignRow with(String column, String content) {
        Map<String, @Nullable String> changed = new LinkedHashMap<>(columns);
        changed.put(column, content);
        return new ForeignRow(origin, rowId, changed, value);
    }

    /// Without what the row holds.
    @Override
    public String toString() {
        return "ForeignRow[" + origin + " " + rowId + ", " + value.length + " bytes]";
    }
}
