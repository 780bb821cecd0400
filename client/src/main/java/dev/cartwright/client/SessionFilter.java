package dev.cartwright.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/// Which sessions are meant; conditions are joined by "and". Immutable: each method returns a copy.
public final class SessionFilter {
    private static final SessionFilter ALL = new SessionFilter(Conditions.none());

    private final Conditions<String> conditions;

    private SessionFilter(Conditions<String> conditions) {
        this.conditions = conditions;
    }

    /// Everything stored, except trash.
    public static SessionFilter all() {
        return ALL;
    }

    /// `active`, `expiring`, `expired` or `trash`.
    public SessionFilter status(String status) {
        return with("status", status);
    }

    /// Who made the cart.
    public SessionFilter source(String source) {
        return with("source", source);
    }

    /// Carts of one user.
    public SessionFilter customer(long userId) {
        return with("customer", Long.toString(userId));
    }

    /// Carts of guests.
    public SessionFilter guests() {
        return with("customer", "guest");
    }

    /// Needs the scope `personal_data`.
    public SessionFilter email(String email) {
        return with("email", email);
    }

    public SessionFilter hasItems(boolean wanted) {
        return with("has_items", Boolean.toString(wanted));
    }

    /// Totals of different currencies compare as plain numbers.
    public SessionFilter minTotal(BigDecimal amount) {
        return with("min_total", amount.toPlainString());
    }

    /// Totals of different currencies compare as plain numbers.
    public SessionFilter maxTotal(BigDecimal amount) {
        return with("max_total", amount.toPlainString());
    }

    public SessionFilter createdAfter(Instant moment) {
        return with("created_after", moment.toString());
    }

    public SessionFilter createdBefore(Instant moment) {
        return with("created_before", moment.toString());
    }

    public SessionFilter updatedAfter(Instant moment) {
        return with("updated_after", moment.toString());
    }

    public SessionFilter updatedBefore(Instant moment) {
        return with("updated_before", moment.toString());
    }

    public SessionFilter expiresAfter(Instant moment) {
        return with("expires_after", moment.toString());
    }

    public SessionFilter expiresBefore(Instant moment) {
        return with("expires_before", moment.toString());
    }

    /// Carts that contain a product.
    public SessionFilter product(long id) {
        return with("product", Long.toString(id));
    }

    /// Beginnings of the key, the e-mail or words of the name, at least 3 characters. Needs the
    /// scope `personal_data`.
    public SessionFilter search(String text) {
        return with("search", text);
    }

    /// A condition that this library does not know.
    public SessionFilter with(String name, String value) {
        return new SessionFilter(conditions.with(name, value));
    }

    Map<String, String> values() {
        return conditions.values();
    }

    /// The names only: values may be personal.
    @Override
    public String toString() {
        return "SessionFilter" + values().keySet();
    }
}
