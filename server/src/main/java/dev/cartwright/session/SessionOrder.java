package dev.cartwright.session;

import java.util.Locale;
import java.util.Optional;

/// What a list is ordered by; equal values by id, in the same direction.
public record SessionOrder(Field field, boolean descending) {
    public enum Field {
        CART_CREATED,
        CART_UPDATED,
        LAST_ACTIVITY,
        CART_EXPIRY,
        /// At one fixed scale, whatever the currency.
        TOTAL,
        CART_KEY,
        CART_ID;

        /// As written on the wire.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Field> parse(String word) {
            for (Field field : values()) {
                if (field.word().equals(word)) {
                    return Optional.of(field);
                }
            }
            return Optional.empty();
        }
    }

    public static final SessionOrder NEWEST_FIRST = new SessionOrder(Field.CART_CREATED, true);
}
