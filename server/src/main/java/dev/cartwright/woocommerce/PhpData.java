package dev.cartwright.woocommerce;

import dev.cartwright.cart.Data;
import dev.cartwright.php.PhpValue;
import dev.cartwright.php.PhpValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns PHP's values into our free-form data. Objects become mappings with a `__class`.
final class PhpData {
    static final String CLASS = "__class";

    private PhpData() {}

    static Data of(PhpValue value) {
        return switch (value) {
            case PhpValue.Null _, PhpValue.Loop _ -> new Data.Nothing();
            case PhpValue.Bool(boolean flag) -> new Data.Flag(flag);
            case PhpValue.Int(long number) -> new Data.Whole(number);
            case PhpValue.Real(double number) -> new Data.Real(number);
            case Text text -> new Data.Text(text.string());
            case PhpValue.Array array -> array.list() ? sequence(array) : mapping(array);
            case PhpValue.Instance instance -> object(instance);
            case PhpValue.Custom(Text name, Text payload) ->
                    new Data.Mapping(
                            Map.of(
                                    CLASS,
                                    new Data.Text(name.string()),
                                    "data",
                                    new Data.Text(payload.string())));
            case PhpValue.Case(Text name, Text which) ->
                    new Data.Text(name.string() + "::" + which.string());
        };
    }

    private static Data sequence(PhpValue.Array array) {
        List<Data> values = new ArrayList<>(array.entries().size());
        array.entries().values().forEach(value -> values.add(of(value)));
        return new Data.Sequence(values);
    }

    static Data.Mapping mapping(PhpValue.Array array) {
        Map<String, Data> values = LinkedHashMap.newLinkedHashMap(array.entries().size());
        array.entries().forEach((key, value) -> values.put(key.string(), of(value)));
        return new Data.Mapping(values);
    }

    private static Data object(PhpValue.Instance instance) {
        Map<String, Data> values = new LinkedHashMap<>();
        values.put(CLASS, new Data.Text(instance.className().string()));
        instance.properties()
                .forEach(
                        (name, value) ->
                                values.put(PhpValue.Instance.plainName(name).string(), of(value)));
        return new Data.Mapping(values);
    }

    /// The entries of an array, or the properties of an object under their plain names; empty for
    /// anything else.
    static Map<PhpValue.Key, PhpValue> entries(PhpValue value) {
        if (value instanceof PhpValue.Array(var entries)) {
            return entries;
        }
        if (!(value instanceof PhpValue.Instance instance)) {
            return Map.of();
        }
        Map<PhpValue.Key, PhpValue> entries = new LinkedHashMap<>();
        instance.properties()
                .forEach(
                        (name, part) ->
                                entries.put(
                                        PhpValue.Key.of(PhpValue.Instance.plainName(name)), part));
        return entries;
    }

    /// What an array or object has under this name; PHP's null when nothing.
    static PhpValue get(PhpValue value, String name) {
        return entries(value).getOrDefault(PhpValue.Key.of(name), new PhpValue.Null());
    }

    /// Whether it has entries at all.
    static boolean structured(PhpValue value) {
        return value instanceof PhpValue.Array || value instanceof PhpValue.Instance;
    }
}
