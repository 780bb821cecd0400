package dev.cartwright.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A stored cart as the server tells it, the same in lists and alone.
///
/// What the server leaves out is empty, "" or 0; members without an accessor are in [#raw].
///
/// @param raw everything the server sent
public record Session(JsonObject raw) {
    /// Names the cart: the user id of a customer, otherwise a random string. Whoever knows a
    /// guest's has the cart, so keep it out of logs.
    public String cartKey() {
        return raw.textOrEmpty("cart_key");
    }

    /// The store's number.
    public long id() {
        return raw.numberOrZero("cart_id");
    }

    /// `active`, `expiring`, `expired`, `trash`, and words that later servers may add.
    public String status() {
        return raw.textOrEmpty("cart_status");
    }

    /// Who made the cart.
    public String source() {
        return raw.textOrEmpty("cart_source");
    }

    /// The cart's owner, never the caller.
    public Customer customer() {
        return new Customer(raw.object("customer"));
    }

    /// First and last name, "" when unknown.
    public String customerName() {
        return raw.textOrEmpty("customers_name");
    }

    /// "" when unknown; masked for a key without the scope `personal_data`.
    public String customerEmail() {
        return raw.textOrEmpty("customers_email");
    }

    /// What is in the cart.
    public List<CartItem> items() {
        return raw.objects("cart_items").stream().map(CartItem::new).toList();
    }

    /// How many items, without asking for them.
    public long itemCount() {
        return raw.numberOrZero("item_count");
    }

    /// The amounts in the cart's own currency.
    public CartTotals totals() {
        return new CartTotals(raw.object("cart_totals"));
    }

    /// What the cart comes to, 0 when the server could not read it.
    public BigDecimal total() {
        return totals().total();
    }

    /// Such as `EUR`, "" when unknown.
    public String currencyCode() {
        return raw.object("currency").textOrEmpty("currency_code");
    }

    /// Codes of coupons.
    public List<String> coupons() {
        return raw.texts("applied_coupons");
    }

    /// When the cart came to be.
    public Optional<Instant> created() {
        return raw.moment("cart_created");
    }

    /// The last change by anybody.
    public Optional<Instant> updated() {
        return raw.moment("cart_updated");
    }

    /// The last act of the shopper.
    public Optional<Instant> lastActivity() {
        return raw.moment("cart_last_activity");
    }

    /// From then on it counts as expired.
    public Optional<Instant> expiry() {
        return raw.moment("cart_expiry");
    }

    /// When it went to trash; empty for a live one.
    public Optional<Instant> deleted() {
        return raw.moment("cart_deleted");
    }

    /// What is odd about it. Always told of a session that was asked for alone; in lists only of
    /// those the server could not read.
    public List<Problem> problems() {
        return raw.objects("problems").stream().map(Problem::new).toList();
    }

    /// What only a session that was asked for alone has.
    public Optional<SessionDetail> detail() {
        return raw.has("items") ? Optional.of(new SessionDetail(raw)) : Optional.empty();
    }

    /// No personal data, and no whole cart key.
    @Override
    public String toString() {
        return "Session[%s, %s, %d items, %s %s]"
                .formatted(
                        Redaction.cartKey(cartKey()),
                        status(),
                        itemCount(),
                        total().toPlainString(),
                        currencyCode());
    }
}
