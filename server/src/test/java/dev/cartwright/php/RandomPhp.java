package dev.cartwright.php;

import dev.cartwright.php.PhpValue.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes values of every kind.
final class RandomPhp {
    private final RandomGenerator random;

    /// Whether to make what a PHP without the classes cannot read: cases and objects with a format
    /// of their own, and loops.
    private final boolean everything;

    RandomPhp(RandomGenerator random, boolean everything) {
        this.random = random;
        this.everything = everything;
    }

    PhpValue value(int depth) {
        return switch (random.nextInt(everything ? 11 : 8)) {
            case 0 -> new PhpValue.Null();
            case 1 -> new PhpValue.Bool(random.nextBoolean());
            case 2 -> new PhpValue.Int(random.nextLong() >> random.nextInt(64));
            case 3 -> new PhpValue.Real(real());
            case 4, 5 -> text();
            case 6 -> depth > 5 ? text() : array(depth);
            case 7 -> depth > 5 ? text() : instance(depth);
            case 8 -> new PhpValue.Custom(Text.of("Own"), text());
            case 9 -> new PhpValue.Case(Text.of("Suit"), Text.of("Hearts"));
            default -> depth == 0 ? text() : new PhpValue.Loop(1 + random.nextInt(depth));
        };
    }

    private double real() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(100_000) / 100.0;
            case 2 -> random.nextInt(1000);
            case 3 -> Math.scalb(random.nextDouble(), random.nextInt(-1070, 1023));
            case 4 -> random.nextBoolean() ? -0.0 : Double.POSITIVE_INFINITY;
            default -> Math.round(random.nextDouble() * 1e6) * 1e12;
        };
    }

    private Text text() {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return random.nextBoolean() ? new Text(bytes) : Text.of("é" + bytes.length + "\";}");
    }

    private PhpValue array(int depth) {
        Map<PhpValue.Key, PhpValue> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            PhpValue.Key key =
                    random.nextBoolean()
                            ? new PhpValue.Key.Index(random.nextInt(-5, 100))
                            : PhpValue.Key.of(text());
            entries.put(key, value(depth + 1));
        }
        return new PhpValue.Array(entries);
    }

    private PhpValue instance(int depth) {
        Map<Text, PhpValue> properties = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            properties.put(Text.of("\0*\0p" + random.nextInt(9)), value(depth + 1));
        }
        return new PhpValue.Instance(Text.of("WC_Product_" + random.nextInt(9)), properties);
    }
}
