package dev.cartwright.php;

import dev.cartwright.fuzz.Bounded;
import java.util.Arrays;

/// What holds for the decoder with any bytes at all.
public final class PhpReaderFuzz {
    /// Small enough for thousands of inputs a second, also when all is references.
    private static final PhpLimits USUAL = new PhpLimits(128, 50_000, 1L << 20);

    /// So low that short inputs come to its edge.
    private static final PhpLimits SHALLOW = new PhpLimits(3, 1_000, 1L << 20);

    private PhpReaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        check(input, USUAL);
        check(input, SHALLOW);
    }

    private static void check(byte[] input, PhpLimits limits) {
        PhpResult result = Bounded.by(input.length, () -> PhpReader.read(input, limits));
        switch (result) {
            case PhpResult.Failed(PhpResult.Reason _, int offset) ->
                    claim(offset >= 0 && offset <= input.length, "the offset is in the input");
            case PhpResult.Decoded decoded -> decoded(input, decoded, limits);
        }
    }

    private static void decoded(byte[] input, PhpResult.Decoded decoded, PhpLimits limits) {
        PhpValue value = decoded.value();
        claim(decoded.length() <= input.length, "no more is read than there is");
        claim(decoded.values() <= limits.values(), "the limit of values is kept");
        var measured = new Measured();
        measured.visit(value, 0);
        claim(measured.values <= decoded.values(), "every value is counted");
        claim(measured.bytes <= limits.bytes(), "every byte of text is counted");
        claim(measured.depth <= limits.depth(), "the limit of depth is kept");
        byte[] alone = Arrays.copyOf(input, decoded.length());
        claim(PhpReader.read(alone, limits).equals(decoded), "what follows a value is ignored");
        byte[] written = PhpWriter.write(value);
        PhpResult again = PhpReader.read(written, withRoomForNames(limits));
        claim(
                again instanceof PhpResult.Decoded(PhpValue same, int length, long _)
                        && length == written.length
                        && same.equals(value)
                        && Arrays.equals(PhpWriter.write(same), written),
                "what was decoded is encoded and decoded to the same");
    }

    /// A number that names a property costs no text until it is written as one.
    private static PhpLimits withRoomForNames(PhpLimits limits) {
        return new PhpLimits(limits.depth(), limits.values(), limits.bytes() + (1 << 20));
    }

    private static void claim(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + claim);
        }
    }

    /// How much a value is, counted without the reader's help.
    private static final class Measured {
        private long values;
        private long bytes;
        private int depth;

        void visit(PhpValue value, int level) {
            values++;
            depth = Math.max(depth, level);
            switch (value) {
                case PhpValue.Text text -> bytes += text.bytes().length;
                case PhpValue.Array(var entries) -> {
                    depth = Math.max(depth, level + 1);
                    entries.values().forEach(inner -> visit(inner, level + 1));
                }
                case PhpValue.Instance(PhpValue.Text name, var properties) -> {
                    depth = Math.max(depth, level + 1);
                    bytes += name.bytes().length;
                    properties.values().forEach(inner -> visit(inner, level + 1));
                }
                case PhpValue.Custom(PhpValue.Text name, PhpValue.Text payload) ->
                        bytes += name.bytes().length + payload.bytes().length;
                case PhpValue.Loop(int up) -> claim(up <= level, "a loop ends at a container");
                case PhpValue.Null _, PhpValue.Bool _, PhpValue.Int _, PhpValue.Real _ -> {}
                case PhpValue.Case _ -> {}
            }
        }
    }
}
