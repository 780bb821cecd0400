package dev.cartwright.woocommerce;

import dev.cartwright.cart.Data;
import dev.cartwright.php.PhpValue;
import java.util.LinkedHashMap;
import java.util.Map;

/// Turns our free-form data into PHP's values, the way back from [PhpData].
///
/// Objects are left out: a shopper may have named an entry as we name classes, and a shop that
/// reads an object back runs code of it.
final class DataPhp {
    private DataPhp() {}

    static PhpValue of(Data data) {
        return switch (data) {
            case Data.Nothing _ -> new PhpValue.Null();
            case Data.Flag(boolean flag) -> new PhpValue.Bool(flag);
            case Data.Whole(long number) -> new PhpValue.Int(number);
            case Data.Real(double number) -> new PhpValue.Real(number);
            case Data.Text(String text) -> PhpValue.Text.of(text);
            case Data.Sequence(var values) -> {
                Map<PhpValue.Key, PhpValue> entries = LinkedHashMap.newLinkedHashMap(values.size());
                for (Data value : values) {
                    if (!object(value)) {
                        entries.put(new PhpValue.Key.Index(entries.size()), of(value));
                    }
                }
                yield new PhpValue.Array(entries);
            }
            case Data.Mapping(var values) -> array(values);
        };
    }

    static PhpValue.Array array(Map<String, Data> values) {
        Map<PhpValue.Key, PhpValue> entries = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach(
                (name, value) -> {
                    if (!object(value)) {
                        entries.put(PhpValue.Key.of(name), of(value));
                    }
                });
        return new PhpValue.Array(entries);
    }

    /// Whether an object is, or may be, somewhere inside.
    static boolean holdsObject(Data data) {
        return switch (data) {
            case Data.Sequence(var values) -> values.stream().anyMatch(DataPhp::holdsObject);
            case Data.Mapping(var values) ->
                    object(data) || values.values().stream().anyMatch(DataPhp::holdsObject);
            case Data.Nothing _, Data.Flag _, Data.Whole _, Data.Real _, Data.Text _ -> false;
        };
    }

    private static boolean object(Data data) {
        return data instanceof Data.Mapping(var values) && values.containsKey(PhpData.CLASS);
    }
}
