package dev.cartwright.session;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Which sessions a list shows: all conditions together, null for no condition.
///
/// Without a status, everything live is meant, expired sessions too; trash only by its own status.
///
/// @param email compared without regard to case, whole
/// @param minTotal inclusive, a plain decimal number whatever the currency
/// @param maxTotal inclusive
/// @param product a product or variation id in the cart
/// @param search at least 3 characters: the beginning of the key, of the e-mail or of a word of the
///     name; several words must all match
public record SessionFilter(
        @Nullable Status status,
        @Nullable String source,
        @Nullable Owner customer,
        @Nullable String email,
        @Nullable Boolean hasItems,
        @Nullable BigDecimal minTotal,
        @Nullable BigDecimal maxTotal,
        TimeRange created,
        TimeRange updated,
        TimeRange expires,
        @Nullable Long product,
        @Nullable String search) {

    public static final int MIN_SEARCH_LENGTH = 3;

    public static final SessionFilter ALL = new Builder().build();

    public static Builder builder() {
        return new Builder();
    }

    /// Collects conditions one by one.
    public static final class Builder {
        private @Nullable Status status;
        private @Nullable String source;
        private @Nullable Owner customer;
        private @Nullable String email;
        private @Nullable Boolean hasItems;
        private @Nullable BigDecimal minTotal;
        private @Nullable BigDecimal maxTotal;
        private TimeRange created = TimeRange.ALWAYS;
        private TimeRange updated = TimeRange.ALWAYS;
        private TimeRange expires = TimeRange.ALWAYS;
        private @Nullable Long product;
        private @Nullable String search;

        public Builder status(@Nullable Status value) {
            status = value;
            return this;
        }

        public Builder source(@Nullable String value) {
            source = value;
            return this;
        }

        public Builder customer(@Nullable Owner value) {
            customer = value;
            return this;
        }

        public Builder email(@Nullable String value) {
            email = value;
            return this;
        }

        public Builder hasItems(@Nullable Boolean value) {
            hasItems = value;
            return this;
        }

        public Builder minTotal(@Nullable BigDecimal value) {
            minTotal = value;
            return this;
        }

        public Builder maxTotal(@Nullable BigDecimal value) {
            maxTotal = value;
            return this;
        }

        public Builder created(TimeRange value) {
            created = value;
            return this;
        }

        public Builder updated(TimeRange value) {
            updated = value;
            return this;
        }

        public Builder expires(TimeRange value) {
            expires = value;
            return this;
        }

        public Builder product(@Nullable Long value) {
            product = value;
            return this;
        }

        public Builder search(@Nullable String value) {
            search = value;
            return this;
        }

        public SessionFilter build() {
            return new SessionFilter(
                    status, source, customer, email, hasItems, minTotal, maxTotal, created, updated,
                    expires, product, search);
        }
    }
}
