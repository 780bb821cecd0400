package dev.cartwright.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Query parameters as PHP sees them: of equal names the last one counts, and brackets nest.
///
/// Values are strings or nested parameters.
final class PhpParameters {
    /// As PHP's `strcmp` orders UTF-8 strings, which is by code point.
    static final Comparator<String> BYTEWISE = PhpParameters::compareBytewise;

    private static final int MAX_DEPTH = 64; // PHP's max_input_nesting_level; deeper is dropped
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");

    private final Map<String, Object> values = new LinkedHashMap<>();
    private long nextNumber;

    Map<String, Object> values() {
        return values;
    }

    void put(String name, String value) {
        List<String> path = path(name);
        if (name.isEmpty() || path.size() > MAX_DEPTH) {
            return;
        }
        PhpParameters place = this;
        for (String step : path.subList(0, path.size() - 1)) {
            place = place.child(step);
        }
        place.set(path.getLast(), value);
    }

    /// Without looking for brackets in the name.
    void replace(String name, String value) {
        values.put(name, value);
    }

    void remove(String name) {
        values.remove(name);
    }

    /// Adds `name=value` for each plain value, with encoded brackets between nested names.
    static void flatten(String encodedName, Object value, List<String> pairs) {
        if (value instanceof PhpParameters nested) {
            nested.values.forEach(
                    (key, inner) -> flatten(encodedName + "%5B" + key + "%5D", inner, pairs));
        } else {
            pairs.add(encodedName + "=" + PercentCode.encode((String) value));
        }
    }

    /// `a[b][]` → a, b, and an empty step; a name with odd brackets is one step.
    private static List<String> path(String name) {
        int open = name.indexOf('[');
        if (open <= 0) {
            return List.of(name);
        }
        var path = new ArrayList<String>();
        path.add(name.substring(0, open));
        while (open < name.length() && name.charAt(open) == '[') {
            int close = name.indexOf(']', open);
            if (close < 0) {
                break;
            }
            path.add(name.substring(open + 1, close));
            open = close + 1;
        }
        return path.size() == 1 ? List.of(name) : path;
    }

    private PhpParameters child(String step) {
        String key = keyFor(step);
        if (values.get(key) instanceof PhpParameters known) {
            return known;
        }
        var made = new PhpParameters();
        set(key, made);
        return made;
    }

    private void set(String step, Object value) {
        String key = keyFor(step);
        values.put(key, value);
        if (NUMBER.matcher(key).matches()) {
            nextNumber = Math.max(nextNumber, Long.parseLong(key) + 1);
        }
    }

    /// An empty step means the next number.
    private String keyFor(String step) {
        return step.isEmpty() ? Long.toString(nextNumber) : step;
    }

    private static int compareBytewise(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) { // halves of a pair stand for code points above all single ones
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
