package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Data;
import dev.cartwright.session.CartDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A very large cart without most of its free-form data, so that many who ask for it do not fill
/// the memory. What is left of it is still more than an answer shows.
final class Trimmed {
    /// Bytes, roughly: an answer shows a quarter of this.
    private static final int ROOM = 1 << 20;

    private static final int VALUE = 48;

    private long room = ROOM;

    private Trimmed() {}

    static CartDocument of(CartDocument document) {
        return switch (document) {
            case CartDocument.Readable(Cart cart) ->
                    new CartDocument.Readable(new Trimmed().cart(cart));
            case CartDocument.Unreadable(String reason, byte[] raw) ->
                    raw.length <= ROOM
                            ? document
                            : new CartDocument.Unreadable(reason, new byte[0]);
        };
    }

    private Cart cart(Cart cart) {
        Data.Mapping stored = cart.sessionValue();
        List<CartItem> items = cart.items().stream().map(this::item).toList();
        List<CartItem> removed = cart.removedItems().stream().map(this::item).toList();
        room = ROOM;
        return new Cart(
                cart.currency(),
                items,
                removed,
                cart.totals(),
                cart.coupons(),
                cart.fees(),
                cart.customer(),
                cart.hash(),
                stored == null ? null : new Data.Mapping(entries(stored.values())));
    }

    private CartItem item(CartItem item) {
        return new CartItem(
                item.key(),
                item.productId(),
                item.variationId(),
                item.quantity(),
                item.variation(),
                item.lineSubtotal(),
                item.lineSubtotalTax(),
                item.lineTotal(),
                item.lineTax(),
                entries(item.custom()),
                item.name(),
                item.sku(),
                item.price());
    }

    private Data data(Data data) {
        room -= VALUE;
        return switch (data) {
            case Data.Text(String text) -> text(text);
            case Data.Sequence(var values) -> {
                var kept = new ArrayList<Data>();
                for (Data value : values) {
                    if (room <= 0) {
                        break;
                    }
                    kept.add(data(value));
                }
                yield new Data.Sequence(kept);
            }
            case Data.Mapping(var values) -> new Data.Mapping(entries(values));
            case Data.Nothing _, Data.Flag _, Data.Whole _, Data.Real _ -> data;
        };
    }

    private Map<String, Data> entries(Map<String, Data> values) {
        Map<String, Data> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Data> entry : values.entrySet()) {
            if (room <= 0) {
                break;
            }
            room -= VALUE + entry.getKey().length();
            kept.put(entry.getKey(), data(entry.getValue()));
        }
        return kept;
    }

    private Data text(String text) {
        int length = (int) Math.min(text.length(), Math.max(room, 0));
        room -= length;
        if (length == text.length()) {
            return new Data.Text(text);
        }
        boolean splitsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return new Data.Text(text.substring(0, splitsPair ? length - 1 : length));
    }
}
