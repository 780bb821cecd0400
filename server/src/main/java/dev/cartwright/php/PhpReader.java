package dev.cartwright.php;

import dev.cartwright.php.PhpResult.Reason;
import dev.cartwright.php.PhpValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads what PHP's `serialize` wrote, as `unserialize` of PHP 8 would, without ever making an
/// object of it.
///
/// Source: `ext/standard/var_unserializer.re`. Lengths are bytes. Hostile input ends in a
/// [PhpResult.Failed], within the limits' time and memory.
public final class PhpReader {
    /// Entries that room is made for before they are read: a count is easily written.
    private static final int MOST_AT_FIRST = 64;

    /// How many values, and how many bytes of text, a byte of the input may stand for through
    /// references: no cart refers to so much so often, and a short one is to stay a small one.
    private static final int WORTH_OF_A_BYTE = 4;

    private final byte[] in;
    private final PhpLimits limits;
    private final PhpSlots slots = new PhpSlots();
    private final boolean referring;
    private int at;
    private int depth;
    private long values;
    private long bytes;

    /// Of the value read last: containers inside each other, and the depth of the outermost
    /// container that a loop inside points at.
    private int height;

    private int loopsTo;

    private PhpReader(byte[] in, PhpLimits limits) {
        this.in = in;
        this.referring = mayRefer(in);
        long worth = (long) WORTH_OF_A_BYTE * in.length;
        this.limits =
                new PhpLimits(
                        limits.depth(),
                        Math.min(limits.values(), worth),
                        Math.min(limits.bytes(), worth));
    }

    public static PhpResult read(byte[] serialized) {
        return read(serialized, PhpLimits.DEFAULT);
    }

    public static PhpResult read(byte[] serialized, PhpLimits limits) {
        var reader = new PhpReader(serialized, limits);
        try {
            PhpValue value = reader.value();
            return new PhpResult.Decoded(value, reader.at, reader.values);
        } catch (Malformed malformed) {
            return new PhpResult.Failed(malformed.reason, malformed.offset);
        }
    }

    /// Whether a reference may be in there: hardly any cart has one, and without them nobody asks
    /// for a value by its number.
    private static boolean mayRefer(byte[] in) {
        var text = new String(in, StandardCharsets.ISO_8859_1); // is searched many bytes at a time
        return text.contains("R:") || text.contains("r:");
    }

    private PhpValue value() {
        spend(1, 0);
        height = 0;
        loopsTo = Integer.MAX_VALUE;
        char type = (char) (peek() & 0xff);
        if (type == 'R') {
            return reference(-1);
        }
        int slot = referring ? slots.open(depth) : -1;
        long valuesBefore = values - 1;
        long bytesBefore = bytes;
        PhpValue value =
                switch (type) {
                    case 'N' -> nothing();
                    case 'b' -> bool();
                    case 'i' -> new PhpValue.Int(wholeNumber(head(), ';'));
                    case 'd' -> real();
                    case 's' -> text(head(), ';');
                    case 'S' -> escapedText();
                    case 'a' -> array();
                    case 'O' -> instance();
                    case 'C' -> custom();
                    case 'E' -> enumCase();
                    case 'r' -> reference(slot);
                    default -> throw fail(Reason.NOT_SERIALIZED);
                };
        if (referring) {
            long spent = values - valuesBefore;
            slots.close(slot, value, spent, bytes - bytesBefore, height, loopsTo);
        }
        return value;
    }

    private PhpValue nothing() {
        at++;
        expect(';');
        return new PhpValue.Null();
    }

    private PhpValue bool() {
        head();
        int digit = peek();
        if (digit != '0' && digit != '1') {
            throw fail(Reason.BAD_NUMBER);
        }
        at++;
        expect(';');
        return new PhpValue.Bool(digit == '1');
    }

    private PhpValue real() {
        head();
        int start = at;
        while (peek() != ';') {
            at++;
            if (at - start > 400) {
                throw fail(Reason.BAD_NUMBER);
            }
        }
        String written = new String(in, start, at - start, StandardCharsets.US_ASCII);
        at++;
        return new PhpValue.Real(
                PhpFloat.parse(written).orElseThrow(() -> failAt(Reason.BAD_NUMBER, start)));
    }

    private PhpValue array() {
        int count = length(head(), ':');
        Map<PhpValue.Key, PhpValue> entries =
                LinkedHashMap.newLinkedHashMap(Math.min(count, MOST_AT_FIRST));
        contents(
                count,
                () -> {
                    PhpValue.Key key = key();
                    entries.put(key, value());
                });
        return new PhpValue.Array(entries);
    }

    private PhpValue instance() {
        Text name = name(head());
        expect(':');
        int count = length(at, ':');
        Map<Text, PhpValue> properties = new LinkedHashMap<>();
        contents(
                count,
                () -> {
                    Text property =
                            switch (key()) {
                                case PhpValue.Key.Index(long number) ->
                                        Text.of(Long.toString(number));
                                case PhpValue.Key.Name(Text text) -> text;
                            };
                    properties.put(property, value());
                });
        return new PhpValue.Instance(name, properties);
    }

    private void contents(int count, Runnable entry) {
        expect('{');
        if (count > in.length - at) {
            throw fail(Reason.WRONG_LENGTH); // each entry takes more than one byte
        }
        if (depth >= limits.depth()) {
            throw fail(Reason.TOO_DEEP);
        }
        depth++;
        int tallest = 0; // also an empty one is a container
        int outermost = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            entry.run();
            tallest = Math.max(tallest, height);
            outermost = Math.min(outermost, loopsTo);
        }
        depth--;
        expect('}');
        height = tallest + 1;
        loopsTo = outermost;
    }

    private PhpValue custom() {
        Text name = name(head());
        expect(':');
        int length = length(at, ':');
        expect('{');
        Text payload = bytes(length);
        expect('}');
        return new PhpValue.Custom(name, payload);
    }

    private PhpValue enumCase() {
        Text both = name(head());
        expect(';');
        byte[] written = both.bytes();
        for (int i = 0; i < written.length; i++) {
            if (written[i] == ':') {
                return new PhpValue.Case(
                        new Text(Arrays.copyOf(written, i)),
                        new Text(Arrays.copyOfRange(written, i + 1, written.length)));
            }
        }
        throw fail(Reason.NOT_SERIALIZED);
    }

    /// `R` is an alias and has no slot of its own; `r` is one more handle of an object, and has.
    ///
    /// @param own the slot of an `r`, -1 for an `R`
    private PhpValue reference(int own) {
        int start = at;
        long number = wholeNumber(head(), ';');
        int slot = Math.clamp(number - 1, -1, Integer.MAX_VALUE);
        if (slot < 0 || slot >= slots.size() || slot == own) {
            throw failAt(Reason.BAD_REFERENCE, start);
        }
        if (slots.isOpen(slot)) {
            int target = slots.depth(slot);
            height = 0;
            loopsTo = target;
            return new PhpValue.Loop(depth - target);
        }
        PhpValue value = slots.value(slot);
        // A loop that leaves the shared part would point at something else in its second place.
        boolean entangled = slots.loopsTo(slot) < slots.depth(slot);
        if (entangled || own >= 0 && !objectLike(value)) {
            throw failAt(Reason.BAD_REFERENCE, start);
        }
        if (depth + slots.height(slot) > limits.depth()) {
            throw failAt(Reason.TOO_DEEP, start);
        }
        spend(slots.values(slot) - 1, slots.bytes(slot));
        height = slots.height(slot);
        loopsTo = Integer.MAX_VALUE;
        return value;
    }

    private static boolean objectLike(PhpValue value) {
        return switch (value) {
            case PhpValue.Instance _, PhpValue.Custom _, PhpValue.Case _, PhpValue.Loop _ -> true;
            case PhpValue.Null _, PhpValue.Bool _, PhpValue.Int _, PhpValue.Real _ -> false;
            case Text _, PhpValue.Array _ -> false;
        };
    }

    /// Keys take no slot and are no values of their own.
    private PhpValue.Key key() {
        return switch ((char) (peek() & 0xff)) {
            case 'i' -> new PhpValue.Key.Index(wholeNumber(head(), ';'));
            case 's' -> PhpValue.Key.of(text(head(), ';'));
            case 'S' -> PhpValue.Key.of(escapedText());
            default -> throw fail(Reason.BAD_KEY);
        };
    }

    /// Steps over the type and its colon and tells where its value begins.
    private int head() {
        at++;
        expect(':');
        return at;
    }

    private Text text(int start, char end) {
        Text text = name(start);
        expect(end);
        return text;
    }

    /// `<length>:"<bytes>"`.
    private Text name(int start) {
        int length = length(start, ':');
        expect('"');
        Text text = bytes(length);
        expect('"');
        return text;
    }

    private Text bytes(int length) {
        if (length > in.length - at) {
            throw fail(Reason.WRONG_LENGTH);
        }
        spend(0, length);
        Text text = new Text(Arrays.copyOfRange(in, at, at + length));
        at += length;
        return text;
    }

    /// `S:<length>:"…"` with `\41` for some bytes, written by a PHP that never came.
    private Text escapedText() {
        int length = length(head(), ':');
        expect('"');
        if (length > in.length - at) {
            throw fail(Reason.WRONG_LENGTH);
        }
        spend(0, length);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            int next = peek();
            at++;
            text[i] = (byte) (next == '\\' ? hexDigit() << 4 | hexDigit() : next);
        }
        expect('"');
        expect(';');
        return new Text(text);
    }

    private int hexDigit() {
        int digit = Character.digit(peek(), 16);
        if (digit < 0) {
            throw fail(Reason.BAD_NUMBER);
        }
        at++;
        return digit;
    }

    /// A length or count, without sign.
    private int length(int start, char end) {
        at = start;
        long length = 0;
        int digits = 0;
        while (peek() >= '0' && peek() <= '9') {
            length = Math.min(length * 10 + peek() - '0', Integer.MAX_VALUE);
            at++;
            digits++;
        }
        if (digits == 0) {
            throw fail(Reason.BAD_NUMBER);
        }
        expect(end);
        return (int) length;
    }

    /// Saturates, as PHP does.
    private long wholeNumber(int start, char end) {
        at = start;
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        int firstDigit = at;
        long value = 0; // negative, since the smallest number has no positive twin
        boolean overflow = false;
        while (peek() >= '0' && peek() <= '9') {
            int digit = peek() - '0';
            overflow |= value < (Long.MIN_VALUE + digit) / 10;
            value = overflow ? value : value * 10 - digit;
            at++;
        }
        if (at == firstDigit) {
            throw fail(Reason.BAD_NUMBER);
        }
        expect(end);
        if (negative) {
            return overflow ? Long.MIN_VALUE : value;
        }
        return overflow || value == Long.MIN_VALUE ? Long.MAX_VALUE : -value;
    }

    private int peek() {
        if (at >= in.length) {
            throw fail(Reason.UNEXPECTED_END);
        }
        return in[at];
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw fail(Reason.NOT_SERIALIZED);
        }
        at++;
    }

    private void spend(long moreValues, long moreBytes) {
        values += moreValues;
        bytes += moreBytes;
        if (values > limits.values()) {
            throw fail(Reason.TOO_MANY_VALUES);
        }
        if (bytes > limits.bytes()) {
            throw fail(Reason.TOO_LARGE);
        }
    }

    private Malformed fail(Reason reason) {
        return failAt(reason, at);
    }

    private static Malformed failAt(Reason reason, int offset) {
        return new Malformed(reason, offset);
    }

    /// Leaves the recursion; never leaves this class.
    private static final class Malformed extends RuntimeException {
        private final Reason reason;
        private final int offset;

        Malformed(Reason reason, int offset) {
            super(null, null, false, false);
            this.reason = reason;
            this.offset = offset;
        }
    }
}
