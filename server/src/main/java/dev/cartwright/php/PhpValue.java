package dev.cartwright.php;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/// A value as PHP serialises it. Text is bytes: PHP knows no encoding.
///
/// A value that is referred to several times is shared; values never change, so a shared one and
/// copies of it are the same to a reader.
public sealed interface PhpValue {
    record Null() implements PhpValue {}

    record Bool(boolean value) implements PhpValue {}

    record Int(long value) implements PhpValue {}

    /// Infinite and not-a-number included.
    record Real(double value) implements PhpValue {}

    /// @param bytes never changed after construction
    record Text(byte[] bytes) implements PhpValue, Comparable<Text> {
        public static Text of(String value) {
            return new Text(value.getBytes(StandardCharsets.UTF_8));
        }

        /// Read as UTF-8; what is no UTF-8 becomes the replacement character.
        public String string() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text(byte[] theirs) && Arrays.equals(bytes, theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /// Ordered, so that a map full of colliding hashes stays fast.
        @Override
        public int compareTo(Text other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }

        /// The length alone: contents may be personal.
        @Override
        public String toString() {
            return "Text[" + bytes.length + "]";
        }
    }

    /// PHP's array: an ordered map.
    ///
    /// @param entries never changed after construction; a cart has hundreds of arrays, so they are
    ///     not copied
    record Array(Map<Key, PhpValue> entries) implements PhpValue {
        public Array {
            entries = Collections.unmodifiableMap(entries);
        }

        /// Whether the keys are 0, 1, 2 … in this order, what PHP calls a list.
        public boolean list() {
            long next = 0;
            for (Key key : entries.keySet()) {
                if (!(key instanceof Key.Index(long at)) || at != next) {
                    return false;
                }
                next++;
            }
            return true;
        }
    }

    /// An object as data. No class is ever loaded for it.
    ///
    /// @param properties by their names as stored, never changed after construction;
    ///     [#plainName] takes PHP's marks of visibility off
    record Instance(Text className, Map<Text, PhpValue> properties) implements PhpValue {
        public Instance {
            properties = Collections.unmodifiableMap(properties);
        }

        /// `NUL * NUL name` is protected and `NUL Class NUL name` private in PHP's files.
        public static Text plainName(Text stored) {
            byte[] bytes = stored.bytes();
            if (bytes.length == 0 || bytes[0] != 0) {
                return stored;
            }
            for (int i = 1; i < bytes.length; i++) {
                if (bytes[i] == 0) {
                    return new Text(Arrays.copyOfRange(bytes, i + 1, bytes.length));
                }
            }
            return stored;
        }
    }

    /// An object that wrote itself in a format of its own.
    record Custom(Text className, Text payload) implements PhpValue {}

    /// A case of an enumeration.
    record Case(Text className, Text name) implements PhpValue {}

    /// Points back at a value that contains it.
    ///
    /// @param up how many containers up, 1 for the nearest
    record Loop(int up) implements PhpValue {
        public Loop {
            if (up < 1) {
                throw new IllegalArgumentException("a loop goes up by at least 1, not " + up);
            }
        }
    }

    /// A key of an array.
    ///
    /// A map full of colliding hashes stays fast as long as those of one hash can be compared with
    /// each other. Numbers and names cannot, so no number has the hash of a name.
    sealed interface Key {
        record Index(long at) implements Key, Comparable<Index> {
            @Override
            public int hashCode() {
                return Long.hashCode(at) & Integer.MAX_VALUE;
            }

            @Override
            public int compareTo(Index other) {
                return Long.compare(at, other.at);
            }
        }

        /// Never a plain whole number: see [Key#of].
        record Name(Text text) implements Key, Comparable<Name> {
            @Override
            public int hashCode() {
                return text.hashCode() | Integer.MIN_VALUE;
            }

            @Override
            public int compareTo(Name other) {
                return text.compareTo(other.text);
            }
        }

        static Key of(String name) {
            return of(Text.of(name));
        }

        /// PHP turns a name that is written like a whole number into that number.
        static Key of(Text name) {
            byte[] bytes = name.bytes();
            if (bytes.length == 0 || bytes.length > 20) {
                return new Name(name);
            }
            int first = bytes[0] == '-' ? 1 : 0;
            for (int i = first; i < bytes.length; i++) {
                if (bytes[i] < '0' || bytes[i] > '9') {
                    return new Name(name);
                }
            }
            return wholeNumber(name, name.string());
        }

        private static Key wholeNumber(Text name, String digits) {
            try {
                long value = Long.parseLong(digits);
                boolean canonical = Long.toString(value).equals(digits);
                return canonical && value != Long.MIN_VALUE ? new Index(value) : new Name(name);
            } catch (NumberFormatException _) {
                return new Name(name); // more digits than PHP's integers have
            }
        }

        /// As text, for those who do not tell the two apart.
        default String string() {
            return switch (this) {
                case Index(long at) -> Long.toString(at);
                case Name(Text text) -> text.string();
            };
        }
    }
}
