package dev.cartwright.cli;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Words of the Sessions API, read from the command line.
final class Words {
    private Words() {}

    static final class OfStatus implements ITypeConverter<Status> {
        @Override
        public Status convert(String word) {
            return Status.parse(word.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> notOneOf(word, Status.values()));
        }
    }

    static final class OfOrder implements ITypeConverter<SessionOrder.Field> {
        @Override
        public SessionOrder.Field convert(String word) {
            return SessionOrder.Field.parse(word.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> notOneOf(word, SessionOrder.Field.values()));
        }
    }

    /// A user id, or `guest`.
    static final class OfOwner implements ITypeConverter<Owner> {
        @Override
        public Owner convert(String word) {
            if (word.equalsIgnoreCase("guest")) {
                return new Owner.Guest();
            }
            if (!word.matches("[1-9][0-9]{0,17}")) {
                throw new TypeConversionException(
                        "'%s' is neither a user id nor the word guest".formatted(word));
            }
            return new Owner.User(Long.parseLong(word));
        }
    }

    static final class OfKey implements ITypeConverter<CartKey> {
        @Override
        public CartKey convert(String word) {
            return CartKey.parse(word)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "a cart key has 1 to %d characters of A-Z a-z 0-9 _ -"
                                                    .formatted(CartKey.MAX_LENGTH)));
        }
    }

    static final class OfSearch implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.strip().length() < SessionFilter.MIN_SEARCH_LENGTH) {
                throw new TypeConversionException(
                        "at least %d characters are needed"
                                .formatted(SessionFilter.MIN_SEARCH_LENGTH));
            }
            return text.strip();
        }
    }

    private static TypeConversionException notOneOf(String word, Enum<?>[] values) {
        String known =
                Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return new TypeConversionException("'%s' is not one of %s".formatted(word, known));
    }
}
