package dev.cartwright.php;

/// What a reader accepts before it gives up. References count as often as they are used, so a few
/// bytes cannot stand for a mountain of values.
///
/// @param depth of containers inside each other
/// @param values all values, references followed
/// @param bytes of text, references followed
public record PhpLimits(int depth, long values, long bytes) {
    public static final PhpLimits DEFAULT = new PhpLimits(128, 500_000, 64L << 20);

    public PhpLimits {
        if (depth < 1 || depth > 1_000) {
            throw new IllegalArgumentException("depth must be 1 to 1000, not " + depth);
        }
    }
}
