package dev.cartwright.store.sql;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;

/// Writes a cart as arrays by position; [CartReader] reads them in the same order.
final class CartWriter {
    /// Sequences and numbers that JSON lacks share the array; its first member tells them apart.
    static final int SEQUENCE = 0;

    static final int NOT_FINITE = 1;

    /// Quantities from here on are written as text, so that no digit is lost.
    private static final int MAX_WHOLE_DIGITS = 18;

    private final JsonGenerator json;

    private final UnaryOperator<String> names;

    /// @param names makes the names of free-form data fit for JSON
    CartWriter(JsonGenerator json, UnaryOperator<String> names) {
        this.json = json;
        this.names = names;
    }

    void write(Cart cart) {
        json.writeStartArray();
        currency(cart.currency());
        items(cart.items());
        items(cart.removedItems());
        totals(cart.totals());
        json.writeStartArray();
        cart.coupons().forEach(this::coupon);
        json.writeEndArray();
        json.writeStartArray();
        cart.fees().forEach(this::fee);
        json.writeEndArray();
        customer(cart.customer());
        json.writeString(cart.hash());
        if (cart.sessionValue() == null) {
            json.writeNull();
        } else {
            mapping(cart.sessionValue().values());
        }
        json.writeEndArray();
    }

    private void currency(Currency currency) {
        json.writeStartArray();
        json.writeString(currency.code());
        json.writeString(currency.symbol());
        json.writeNumber(currency.minorUnit());
        json.writeString(currency.decimalSeparator());
        json.writeString(currency.thousandSeparator());
        json.writeString(currency.prefix());
        json.writeString(currency.suffix());
        json.writeEndArray();
    }

    private void items(List<CartItem> items) {
        json.writeStartArray();
        items.forEach(this::item);
        json.writeEndArray();
    }

    private void item(CartItem item) {
        json.writeStartArray();
        json.writeString(item.key());
        json.writeNumber(item.productId());
        json.writeNumber(item.variationId());
        quantity(item.quantity());
        json.writeStartObject();
        item.variation()
                .forEach(
                        (name, value) -> {
                            json.writeName(names.apply(name));
                            json.writeString(value);
                        });
        json.writeEndObject();
        json.writeNumber(item.lineSubtotal());
        json.writeNumber(item.lineSubtotalTax());
        json.writeNumber(item.lineTotal());
        json.writeNumber(item.lineTax());
        mapping(item.custom());
        json.writeString(item.name()); // null is written as null
        json.writeString(item.sku());
        if (item.price() == null) {
            json.writeNull();
        } else {
            json.writeNumber(item.price().longValue());
        }
        json.writeEndArray();
    }

    private void quantity(BigDecimal quantity) {
        if (quantity.scale() == 0 && quantity.precision() <= MAX_WHOLE_DIGITS) {
            json.writeNumber(quantity.longValue());
        } else {
            json.writeString(quantity.toString());
        }
    }

    private void totals(Totals totals) {
        json.writeStartArray();
        json.writeNumber(totals.subtotal());
        json.writeNumber(totals.subtotalTax());
        json.writeNumber(totals.discountTotal());
        json.writeNumber(totals.discountTax());
        json.writeNumber(totals.shippingTotal());
        json.writeNumber(totals.shippingTax());
        json.writeNumber(totals.feeTotal());
        json.writeNumber(totals.feeTax());
        json.writeNumber(totals.total());
        json.writeNumber(totals.totalTax());
        json.writeEndArray();
    }

    private void coupon(AppliedCoupon coupon) {
        json.writeStartArray();
        json.writeString(coupon.code());
        json.writeNumber(coupon.saving());
        json.writeNumber(coupon.savingTax());
        json.writeEndArray();
    }

    private void fee(Fee fee) {
        json.writeStartArray();
        json.writeString(fee.key());
        json.writeString(fee.name());
        json.writeNumber(fee.amount());
        json.writeNumber(fee.tax());
        json.writeEndArray();
    }

    private void customer(Customer customer) {
        json.writeStartArray();
        json.writeNumber(customer.id());
        json.writeString(customer.email());
        address(customer.billing());
        address(customer.shipping());
        json.writeEndArray();
    }

    private void address(Address address) {
        if (address.equals(Address.EMPTY)) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        json.writeString(address.firstName());
        json.writeString(address.lastName());
        json.writeString(address.company());
        json.writeString(address.address1());
        json.writeString(address.address2());
        json.writeString(address.city());
        json.writeString(address.state());
        json.writeString(address.postcode());
        json.writeString(address.country());
        json.writeString(address.phone());
        json.writeEndArray();
    }

    private void mapping(Map<String, Data> values) {
        json.writeStartObject();
        values.forEach(
                (name, value) -> {
                    json.writeName(names.apply(name));
                    data(value);
                });
        json.writeEndObject();
    }

    private void data(Data data) {
        switch (data) {
            case Data.Nothing _ -> json.writeNull();
            case Data.Flag(boolean value) -> json.writeBoolean(value);
            case Data.Whole(long value) -> json.writeNumber(value);
            case Data.Real(double value) -> real(value);
            case Data.Text(String value) -> json.writeString(value);
            case Data.Sequence(List<Data> values) -> {
                json.writeStartArray();
                json.writeNumber(SEQUENCE);
                values.forEach(this::data);
                json.writeEndArray();
            }
            case Data.Mapping(Map<String, Data> values) -> mapping(values);
        }
    }

    private void real(double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value); // always with a point or an exponent, unlike whole numbers
            return;
        }
        json.writeStartArray();
        json.writeNumber(NOT_FINITE);
        json.writeString(Double.toString(value));
        json.writeEndArray();
    }
}
