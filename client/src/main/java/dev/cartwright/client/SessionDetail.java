package dev.cartwright.client;

import java.util.List;

/// What a session has beyond the element of the lists.
///
/// @param raw the whole session; `coupons`, `fees`, `totals` (in minor units) and `session_value`
///     are there
public record SessionDetail(JsonObject raw) {
    /// The items with all that the shop knows about them.
    public List<DetailedItem> items() {
        return raw.objects("items").stream().map(DetailedItem::new).toList();
    }

    /// What the shopper took out again.
    public List<DetailedItem> removedItems() {
        return raw.objects("removed_items").stream().map(DetailedItem::new).toList();
    }

    /// In the shop's unit, as text.
    public String itemsWeight() {
        return raw.textOrEmpty("items_weight");
    }

    public boolean needsPayment() {
        return raw.flag("needs_payment");
    }

    public boolean needsShipping() {
        return raw.flag("needs_shipping");
    }

    @Override
    public String toString() {
        return "SessionDetail[" + items().size() + " items]";
    }
}
