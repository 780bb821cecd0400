package dev.cartwright.event;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an event tells beside its type, as a JSON object: changed fields with their values before
/// and after, and facts.
///
///     {"permissions":{"before":"read","after":"read_write"},"reason":"by_hand"}
///
/// Never a secret, an e-mail or a guest's cart key. Values are texts, whole numbers, booleans,
/// null, or collections of texts; everything else is taken by its text.
public final class Detail {
    /// Longer texts are cut off.
    private static final int MAX_TEXT = 500;

    private final StringBuilder members = new StringBuilder();

    private Detail() {}

    /// With nothing in it yet.
    public static Detail empty() {
        return new Detail();
    }

    /// Nothing is added when both are equal.
    public Detail change(String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            name(field);
            members.append("{\"before\":");
            value(before);
            members.append(",\"after\":");
            value(after);
            members.append('}');
        }
        return this;
    }

    public Detail fact(String field, @Nullable Object value) {
        name(field);
        value(value);
        return this;
    }

    /// Null when nothing was added.
    public @Nullable String json() {
        return members.isEmpty() ? null : "{" + members + "}";
    }

    private void name(String field) {
        if (!members.isEmpty()) {
            members.append(',');
        }
        text(field);
        members.append(':');
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> members.append("null");
            case Boolean flag -> members.append(flag);
            case Integer number -> members.append(number);
            case Long number -> members.append(number);
            case Collection<?> values -> values(values);
            default -> text(value.toString());
        }
    }

    private void values(Collection<?> values) {
        members.append('[');
        String separator = "";
        for (Object value : values) {
            members.append(separator);
            value(value);
            separator = ",";
        }
        members.append(']');
    }

    private void text(String text) {
        members.append('"');
        int end = Math.min(text.length(), MAX_TEXT);
        for (int i = 0; i < end; i++) {
            character(text.charAt(i));
        }
        if (end < text.length()) {
            members.append('…');
        }
        members.append('"');
    }

    /// Halves of a pair are escaped too: the text may be cut between them.
    private void character(char c) {
        if (c == '"' || c == '\\') {
            members.append('\\').append(c);
        } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
            members.append("\\u%04x".formatted((int) c));
        } else {
            members.append(c);
        }
    }
}
