package dev.cartwright.wire;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Totals;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Problem;
import dev.cartwright.session.Session;
import dev.cartwright.session.StoredSession;
import dev.cartwright.shop.ShopSettings;
import dev.cartwright.shop.ShopStore;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A stored session as its one element, in every route and every tool. Made once for an answer,
/// since an element depends on the moment and on the host it is asked from.
public final class SessionJson {
    private static final String PATH = "/wp-json/cocart/v2/session/";

    private final ShopStore shop;
    private final ShopSettings settings;
    private final String linkPrefix;
    private final Instant now;

    /// @param baseUrl `https://host`, without a trailing slash
    public SessionJson(ShopStore shop, String baseUrl, Instant now) {
        this.shop = shop;
        this.settings = shop.settings();
        this.linkPrefix = baseUrl + PATH;
        this.now = now;
    }

    /// One row of a list, and what a session was before a deletion.
    ///
    /// @param problems only written when the cart could not be read
    public void element(JsonGenerator json, StoredSession stored, List<Problem> problems) {
        json.writeStartObject();
        common(json, stored.session(), contents(stored));
        if (stored.document() instanceof CartDocument.Unreadable) {
            ProblemJson.write(json, problems);
        }
        json.writeEndObject();
    }

    /// The element with everything that is known of one session.
    ///
    /// @param thumb whether items show their pictures
    public void single(
            JsonGenerator json, StoredSession stored, List<Problem> problems, boolean thumb) {
        Cart cart = contents(stored);
        json.writeStartObject();
        common(json, stored.session(), cart);
        boolean readable = stored.document() instanceof CartDocument.Readable;
        new SessionDetailJson(shop, settings, thumb).write(json, cart, readable, problems);
        json.writeEndObject();
    }

    /// The rich items alone, as an array.
    public void items(JsonGenerator json, StoredSession stored, boolean thumb) {
        new SessionDetailJson(shop, settings, thumb).items(json, contents(stored));
    }

    /// What a deletion answers.
    public void deleted(JsonGenerator json, StoredSession before, List<Problem> problems) {
        String key = before.session().key().value();
        json.writeStartObject();
        json.writeBooleanProperty("deleted", true);
        json.writeStringProperty("message", "Session successfully deleted!");
        json.writeStringProperty("cart_key", key);
        json.writeStringProperty("session_key", key);
        json.writeName("previous");
        element(json, before, problems);
        json.writeEndObject();
    }

    private void common(JsonGenerator json, Session session, Cart cart) {
        String key = session.key().value();
        json.writeStringProperty("cart_key", key);
        json.writeStringProperty("session_key", key);
        json.writeNumberProperty("cart_id", session.id());
        json.writeName("customer");
        CustomerJson.write(json, cart.customer());
        json.writeStringProperty("customers_name", session.name());
        json.writeStringProperty("customers_email", session.email());
        items(json, cart);
        json.writeNumberProperty("item_count", session.itemCount());
        json.writeName("cart_totals");
        TotalsJson.decimals(json, cart.totals(), cart.currency().minorUnit());
        json.writeName("currency");
        CurrencyJson.write(json, cart.currency());
        json.writeArrayPropertyStart("applied_coupons");
        cart.coupons().forEach(coupon -> json.writeString(coupon.code()));
        json.writeEndArray();
        times(json, session);
        json.writeStringProperty("cart_status", session.statusAt(now).word());
        json.writeStringProperty("cart_source", session.source());
        json.writeStringProperty("cart_hash", cart.hash());
        json.writeStringProperty("link", linkPrefix + key);
    }

    private void items(JsonGenerator json, Cart cart) {
        int minorUnit = cart.currency().minorUnit();
        json.writeArrayPropertyStart("cart_items");
        for (CartItem item : cart.items()) {
            ItemJson.listed(json, item, minorUnit, shop);
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("cart");
        for (CartItem item : cart.items()) {
            json.writeName(item.key());
            ItemJson.raw(json, item, minorUnit);
        }
        json.writeEndObject();
    }

    private static void times(JsonGenerator json, Session session) {
        Instant created = session.times().created();
        Instant expiry = session.times().expiry();
        json.writeNumberProperty("cart_created", created.getEpochSecond());
        json.writeStringProperty("cart_created_gmt", TimeText.of(created));
        json.writeNumberProperty("cart_updated", session.times().updated().getEpochSecond());
        json.writeNumberProperty(
                "cart_last_activity", session.times().lastActivity().getEpochSecond());
        json.writeNumberProperty("cart_expiry", expiry.getEpochSecond());
        json.writeStringProperty("session_expiry", TimeText.of(expiry));
        Instant deleted = session.deletedAt();
        if (deleted != null) {
            json.writeNumberProperty("cart_deleted", deleted.getEpochSecond());
        }
    }

    /// The cart; for one that could not be read, what its row knows, and nothing in it.
    private Cart contents(StoredSession stored) {
        return switch (stored.document()) {
            case CartDocument.Readable(Cart cart) -> cart;
            case CartDocument.Unreadable _ -> placeholder(stored.session());
        };
    }

    private Cart placeholder(Session session) {
        long id = session.owner().userId();
        return new Cart(
                currency(session),
                List.of(),
                List.of(),
                new Totals(0, 0, 0, 0, 0, 0, 0, 0, session.total(), 0),
                List.of(),
                List.of(),
                new Customer(id, session.email(), Address.EMPTY, Address.EMPTY),
                "",
                Data.Mapping.EMPTY);
    }

    private Currency currency(Session session) {
        Currency own = settings.currency();
        String code = session.currencyCode();
        boolean unknown = code.isEmpty();
        if (unknown || own.code().equals(code) && own.minorUnit() == session.minorUnit()) {
            return own;
        }
        return new Currency(code, code, session.minorUnit(), ".", ",", code + " ", "");
    }
}
