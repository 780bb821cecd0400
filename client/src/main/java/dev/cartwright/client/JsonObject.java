package dev.cartwright.client;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object as the server sent it: every member can be reached, also those that this version
/// of the library does not know.
///
/// The typed accessors never fail: a member that is missing, null or of another type is empty.
/// Immutable.
public final class JsonObject {
    static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, @Nullable Object> members;

    JsonObject(Map<String, @Nullable Object> members) {
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    static JsonObject of(Map<String, ? extends @Nullable Object> members) {
        return new JsonObject(new LinkedHashMap<>(members));
    }

    JsonObject without(String name) {
        Map<String, @Nullable Object> fewer = new LinkedHashMap<>(members);
        fewer.remove(name);
        return new JsonObject(fewer);
    }

    /// The names of all members, in the server's order.
    public Set<String> names() {
        return members.keySet();
    }

    /// Whether the member is there, be it null.
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /// The value as it is: a `JsonObject`, `List`, `String`, `Long`, `BigInteger`, `BigDecimal`,
    /// `Boolean`, or null, also when there is no such member.
    public @Nullable Object get(String name) {
        return members.get(name);
    }

    /// A string.
    public Optional<String> text(String name) {
        return get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /// A string, "" when there is none.
    String textOrEmpty(String name) {
        return text(name).orElse("");
    }

    /// A whole number, or a string of digits.
    public Optional<Long> number(String name) {
        return decimal(name).flatMap(JsonObject::whole);
    }

    long numberOrZero(String name) {
        return number(name).orElse(0L);
    }

    /// A number, or a string that is one: amounts come as strings, so that no digit is lost.
    public Optional<BigDecimal> decimal(String name) {
        Object value = get(name);
        if (value instanceof BigDecimal number) {
            return Optional.of(number);
        } else if (value instanceof BigInteger number) {
            return Optional.of(new BigDecimal(number));
        } else if (value instanceof Long number) {
            return Optional.of(BigDecimal.valueOf(number));
        }
        return text(name).flatMap(JsonObject::decimalOf);
    }

    /// True only for `true`.
    public boolean flag(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    /// A moment: whole seconds since 1970, or RFC 3339.
    public Optional<Instant> moment(String name) {
        if (get(name) instanceof Long seconds) {
            return momentOf(seconds);
        }
        return text(name).flatMap(JsonObject::momentOf);
    }

    /// An object, empty when there is none; so is the `[]` that PHP writes for an empty map.
    public JsonObject object(String name) {
        return get(name) instanceof JsonObject object ? object : EMPTY;
    }

    /// The objects of an array; other elements are left out.
    public List<JsonObject> objects(String name) {
        return elements(name, JsonObject.class);
    }

    /// The strings of an array; other elements are left out.
    public List<String> texts(String name) {
        return elements(name, String.class);
    }

    /// The whole object as JSON text, with everything that is secret or personal in it.
    public String json() {
        return Json.write(this);
    }

    /// The names only: what is in them may be personal.
    @Override
    public String toString() {
        return "JsonObject" + names();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject object && object.members.equals(members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    private <T> List<T> elements(String name, Class<T> type) {
        if (!(get(name) instanceof List<?> list)) {
            return List.of();
        }
        return elements(list, type);
    }

    static <T> List<T> elements(List<?> list, Class<T> type) {
        var found = new ArrayList<T>(list.size());
        for (Object element : list) {
            if (type.isInstance(element)) {
                found.add(type.cast(element));
            }
        }
        return Collections.unmodifiableList(found);
    }

    private static Optional<Long> whole(BigDecimal number) {
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException noWholeNumber) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> decimalOf(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> momentOf(long seconds) {
        try {
            return Optional.of(Instant.ofEpochSecond(seconds));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> momentOf(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }
}
