package dev.cartwright.cli;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Session;
import dev.cartwright.session.StoredSession;
import dev.cartwright.shop.Product;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sessions get`: one cart with its contents.
@Command(
        name = "get",
        description = "Show one cart with its contents.",
        footer = {"", "Example:", "  cartwright sessions get 42 --json"})
final class SessionsGet extends StoreCommand {
    @Mixin private final OneKey key = new OneKey();

    @Option(names = "--json", description = "Print one JSON object, as the API answers.")
    private boolean json;

    @Option(names = "--show-keys", description = "Show a guest's key whole.")
    private boolean showKeys;

    SessionsGet(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        StoredSession found =
                installation.sessions().find(key.get()).orElseThrow(SessionsGet::unknown);
        if (json) {
            context.json().line(console().bytes(), installation.elements().single(found));
            return DONE;
        }
        head(found.session());
        switch (found.document()) {
            case CartDocument.Readable(Cart cart) -> body(cart, found.session(), installation);
            case CartDocument.Unreadable(String reason, _) ->
                    console().line("The stored cart cannot be read: " + reason);
        }
        return DONE;
    }

    static CommandFailure unknown() {
        return new CommandFailure(
                "There is no cart with this key; 'cartwright sessions list' shows what there is.");
    }

    private void head(Session session) {
        Instant now = context.clock().instant();
        console().line("Cart:          " + session.id() + "  " + Shown.key(session, showKeys));
        console().line("Status:        " + session.statusAt(now).word());
        console().line("Source:        " + session.source());
        console().line("Customer:      " + Shown.customer(session) + "  " + session.email());
        time("Created:       ", session.times().created(), now);
        time("Last activity: ", session.times().lastActivity(), now);
        time("Updated:       ", session.times().updated(), now);
        time("Expiry:        ", session.times().expiry(), now);
        if (session.times().estimated()) {
            console().line("               (some of these times are estimates of an import)");
        }
    }

    private void time(String label, Instant moment, Instant now) {
        console().line(label + Moments.show(moment) + " (" + Moments.distance(moment, now) + ")");
    }

    private void body(Cart cart, Session session, Installation installation) {
        console().line("");
        var items = new Table("Quantity", "Item", "Product", "SKU", "Total");
        for (CartItem item : cart.items()) {
            Product known = installation.shop().product(item.catalogueId()).orElse(null);
            items.row(
                    item.quantity().toPlainString(),
                    name(item, known),
                    Long.toString(item.catalogueId()),
                    sku(item, known),
                    Shown.amount(item.lineTotal(), session));
        }
        items.print(console());
        console().line("");
        totals(cart, session);
    }

    private static String name(CartItem item, @Nullable Product known) {
        String stored = item.name();
        if (stored != null) {
            return stored;
        }
        return known == null ? "(unknown product)" : known.name();
    }

    private static String sku(CartItem item, @Nullable Product known) {
        String stored = item.sku();
        if (stored != null) {
            return stored;
        }
        return known == null ? "" : known.sku();
    }

    private void totals(Cart cart, Session session) {
        Totals totals = cart.totals();
        var table = new Table("Subtotal", Shown.amount(totals.subtotal(), session));
        for (AppliedCoupon coupon : cart.coupons()) {
            table.row("Coupon " + coupon.code(), Shown.amount(-coupon.saving(), session));
        }
        for (Fee fee : cart.fees()) {
            table.row("Fee " + fee.name(), Shown.amount(fee.amount(), session));
        }
        table.row("Shipping", Shown.amount(totals.shippingTotal(), session));
        table.row("Tax", Shown.amount(totals.totalTax(), session));
        table.row("Total", Shown.amount(totals.total(), session));
        table.print(console());
    }
}
