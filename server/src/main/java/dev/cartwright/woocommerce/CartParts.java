package dev.cartwright.woocommerce;

import dev.cartwright.cart.Data;
import dev.cartwright.php.PhpLimits;
import dev.cartwright.php.PhpReader;
import dev.cartwright.php.PhpResult;
import dev.cartwright.php.PhpValue;
import dev.cartwright.php.PhpValue.Text;
import dev.cartwright.php.PhpWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parts of a `cart_value` or `session_value`: an array whose arrays and objects were each
/// serialised once more before, by some plugins twice.
final class CartParts {
    /// The whole value is the first.
    private static final int MAX_LEVELS = 3;

    /// Named things, also when empty: PHP writes an empty list and an empty map alike.
    private static final Set<String> MAPS =
            Set.of(
                    "cart",
                    "cart_totals",
                    "cart_fees",
                    "customer",
                    "coupon_discount_totals",
                    "coupon_discount_tax_totals",
                    "removed_cart_contents");

    private final Map<String, PhpValue> stored;
    private final Map<String, PhpValue> parts = new LinkedHashMap<>();
    private final Unpacking unpacking = new Unpacking();

    /// @param stored parts by name, as the array has them; unpacked when they are asked for
    private CartParts(Map<String, PhpValue> stored) {
        this.stored = stored;
    }

    sealed interface Reading {
        record Parts(CartParts parts) implements Reading {}

        /// @param reason one line without any of the contents
        record Unreadable(String reason) implements Reading {}
    }

    static Reading read(byte[] raw) {
        if (raw.length == 0) {
            return new Reading.Unreadable("the stored cart is an empty text");
        }
        return switch (PhpReader.read(raw)) {
            case PhpResult.Failed failed ->
                    new Reading.Unreadable("the stored cart is " + describe(failed));
            case PhpResult.Decoded(PhpValue.Array array, _, _) -> new Reading.Parts(of(array));
            case PhpResult.Decoded _ ->
                    new Reading.Unreadable("the stored value is serialised, but no array");
        };
    }

    private static String describe(PhpResult.Failed failed) {
        return failed.offset() == 0 ? "not serialised by PHP" : "damaged: " + failed.message();
    }

    private static CartParts of(PhpValue.Array array) {
        Map<String, PhpValue> stored = new LinkedHashMap<>();
        array.entries().forEach((key, part) -> stored.put(key.string(), part));
        return new CartParts(stored);
    }

    /// Decodes what was serialised inside, within one allowance for all parts: a reference may put
    /// one text into many of them.
    private static final class Unpacking {
        private long valuesLeft = 2 * PhpLimits.DEFAULT.values();

        /// Of what is decoded, not of what it is decoded to.
        private long bytesLeft = PhpLimits.DEFAULT.bytes();

        PhpValue unpack(PhpValue stored) {
            PhpValue part = stored;
            for (int level = 1; level < MAX_LEVELS; level++) {
                Optional<PhpValue> inner = inner(part);
                if (inner.isEmpty()) {
                    break;
                }
                part = inner.get();
            }
            return part;
        }

        private Optional<PhpValue> inner(PhpValue part) {
            if (!(part instanceof Text text) || !looksSerialized(text)) {
                return Optional.empty();
            }
            bytesLeft -= text.bytes().length;
            if (bytesLeft < 0) {
                return Optional.empty();
            }
            PhpLimits usual = PhpLimits.DEFAULT;
            long values = Math.min(usual.values(), valuesLeft);
            var limits = new PhpLimits(usual.depth(), values, usual.bytes());
            return switch (PhpReader.read(text.bytes(), limits)) {
                case PhpResult.Decoded(PhpValue value, _, long spent) -> {
                    valuesLeft -= spent;
                    yield Optional.of(value);
                }
                case PhpResult.Failed _ -> Optional.empty();
            };
        }
    }

    /// As WordPress's `is_serialized` tells it.
    private static boolean looksSerialized(Text text) {
        byte[] bytes = text.bytes();
        if (bytes.length == 2 && bytes[0] == 'N' && bytes[1] == ';') {
            return true;
        }
        if (bytes.length < 4 || bytes[1] != ':') {
            return false;
        }
        byte last = bytes[bytes.length - 1];
        return (last == ';' || last == '}') && "sabidOEC".indexOf(bytes[0]) >= 0;
    }

    /// As WordPress's `maybe_serialize` stores a part: what is no scalar is serialised, and what
    /// looks as if it had been.
    static PhpValue packed(PhpValue part) {
        return switch (part) {
            case PhpValue.Null _, PhpValue.Bool _, PhpValue.Int _, PhpValue.Real _ -> part;
            case Text text when !looksSerialized(text) -> part;
            case Text _, PhpValue.Array _, PhpValue.Instance _, PhpValue.Custom _ ->
                    new Text(PhpWriter.write(part));
            case PhpValue.Case _, PhpValue.Loop _ -> new Text(PhpWriter.write(part));
        };
    }

    /// All parts in the form they are stored in; PHP's objects included.
    byte[] encoded() {
        Set<String> broken = broken();
        Map<PhpValue.Key, PhpValue> outer = LinkedHashMap.newLinkedHashMap(stored.size());
        for (String name : stored.keySet()) {
            PhpValue part = get(name);
            outer.put(PhpValue.Key.of(name), broken.contains(name) ? part : packed(part));
        }
        return PhpWriter.write(new PhpValue.Array(outer));
    }

    /// PHP's null when there is no such part.
    PhpValue get(String name) {
        PhpValue part = stored.get(name);
        return part == null
                ? new PhpValue.Null()
                : parts.computeIfAbsent(name, _ -> unpacking.unpack(part));
    }

    /// Parts that were serialised and could not be decoded.
    Set<String> broken() {
        Set<String> broken = new LinkedHashSet<>();
        for (String name : stored.keySet()) {
            if (get(name) instanceof Text text && looksSerialized(text)) {
                broken.add(name);
            }
        }
        return broken;
    }

    Data.Mapping data() {
        Map<String, Data> values = LinkedHashMap.newLinkedHashMap(stored.size());
        for (String name : stored.keySet()) {
            values.put(
                    name,
                    get(name) instanceof PhpValue.Array array && MAPS.contains(name)
                            ? PhpData.mapping(array)
                            : PhpData.of(get(name)));
        }
        return new Data.Mapping(values);
    }
}
