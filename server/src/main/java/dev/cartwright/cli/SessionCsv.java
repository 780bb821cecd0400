package dev.cartwright.cli;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Money;
import dev.cartwright.cart.Totals;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Session;
import dev.cartwright.session.StoredSession;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Carts as comma-separated values, with the API's names where it has them.
final class SessionCsv implements SessionsExport.Sink {
    private static final List<String> HEADINGS =
            List.of(
                    "cart_id",
                    "cart_key",
                    "cart_status",
                    "cart_source",
                    "customer_id",
                    "customers_name",
                    "customers_email",
                    "item_count",
                    "items",
                    "applied_coupons",
                    "currency_code",
                    "subtotal",
                    "discount_total",
                    "shipping_total",
                    "fee_total",
                    "total_tax",
                    "total",
                    "cart_created",
                    "cart_updated",
                    "cart_last_activity",
                    "cart_expiry",
                    "cart_deleted",
                    "readable");

    private final Writer writer;
    private final InstantSource clock;
    private final boolean readByPerson;

    /// Writes the headings at once.
    ///
    /// @param readByPerson whether the lines go to a terminal, which must not be steered by them
    SessionCsv(Writer writer, InstantSource clock, boolean readByPerson) throws IOException {
        this.writer = writer;
        this.clock = clock;
        this.readByPerson = readByPerson;
        writer.write(String.join(",", HEADINGS) + "\r\n");
    }

    @Override
    public void write(StoredSession stored) throws IOException {
        Session session = stored.session();
        Cart cart =
                switch (stored.document()) {
                    case CartDocument.Readable(Cart readable) -> readable;
                    case CartDocument.Unreadable _ -> null;
                };
        var line = new Csv();
        head(session, line);
        contents(session, cart, line);
        times(session, line);
        line.text(Boolean.toString(session.readable()));
        writer.write(line.toString());
    }

    private void head(Session session, Csv line) {
        line.number(session.id())
                .text(session.key().value())
                .text(session.statusAt(clock.instant()).word())
                .text(safe(session.source()))
                .number(session.owner().userId())
                .text(safe(session.name()))
                .text(safe(session.email()))
                .number(session.itemCount());
    }

    private void contents(Session session, @Nullable Cart cart, Csv line) {
        int digits = session.minorUnit();
        line.text(cart == null ? "" : safe(items(cart)))
                .text(cart == null ? "" : safe(coupons(cart)))
                .text(safe(session.currencyCode()));
        if (cart == null) {
            line.number("").number("").number("").number("").number("");
        } else {
            Totals totals = cart.totals();
            line.number(Money.decimal(totals.subtotal(), digits))
                    .number(Money.decimal(totals.discountTotal(), digits))
                    .number(Money.decimal(totals.shippingTotal(), digits))
                    .number(Money.decimal(totals.feeTotal(), digits))
                    .number(Money.decimal(totals.totalTax(), digits));
        }
        line.number(Money.decimal(session.total(), digits));
    }

    private static void times(Session session, Csv line) {
        Instant deleted = session.deletedAt();
        line.text(Moments.precise(session.times().created()))
                .text(Moments.precise(session.times().updated()))
                .text(Moments.precise(session.times().lastActivity()))
                .text(Moments.precise(session.times().expiry()))
                .text(deleted == null ? "" : Moments.precise(deleted));
    }

    /// `2 x 42; 1 x 57`, by product or variation id.
    private static String items(Cart cart) {
        return cart.items().stream().map(SessionCsv::item).collect(Collectors.joining("; "));
    }

    private static String item(CartItem item) {
        return item.quantity().toPlainString() + " x " + item.catalogueId();
    }

    private static String coupons(Cart cart) {
        return cart.coupons().stream().map(AppliedCoupon::code).collect(Collectors.joining("; "));
    }

    private String safe(String text) {
        return readByPerson ? TerminalText.escape(text) : text;
    }
}
