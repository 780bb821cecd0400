package dev.cartwright.wire;

import dev.cartwright.cart.Money;
import dev.cartwright.cart.Totals;
import tools.jackson.core.JsonGenerator;

/// What a cart comes to: decimal strings in `cart_totals`, minor units in the detail's `totals`.
final class TotalsJson {
    private TotalsJson() {}

    static void decimals(JsonGenerator json, Totals totals, int minorUnit) {
        json.writeStartObject();
        decimal(json, "subtotal", totals.subtotal(), minorUnit);
        decimal(json, "subtotal_tax", totals.subtotalTax(), minorUnit);
        decimal(json, "discount_total", totals.discountTotal(), minorUnit);
        decimal(json, "discount_tax", totals.discountTax(), minorUnit);
        decimal(json, "shipping_total", totals.shippingTotal(), minorUnit);
        decimal(json, "shipping_tax", totals.shippingTax(), minorUnit);
        decimal(json, "fee_total", totals.feeTotal(), minorUnit);
        decimal(json, "fee_tax", totals.feeTax(), minorUnit);
        decimal(json, "total_tax", totals.totalTax(), minorUnit);
        decimal(json, "total", totals.total(), minorUnit);
        json.writeEndObject();
    }

    static void minorUnits(JsonGenerator json, Totals totals) {
        json.writeStartObject();
        minor(json, "subtotal", totals.subtotal());
        minor(json, "subtotal_tax", totals.subtotalTax());
        minor(json, "fee_total", totals.feeTotal());
        minor(json, "fee_tax", totals.feeTax());
        minor(json, "discount_total", totals.discountTotal());
        minor(json, "discount_tax", totals.discountTax());
        minor(json, "shipping_total", totals.shippingTotal());
        minor(json, "shipping_tax", totals.shippingTax());
        minor(json, "total", totals.total());
        minor(json, "total_tax", totals.totalTax());
        json.writeEndObject();
    }

    static void decimal(JsonGenerator json, String name, long amount, int minorUnit) {
        json.writeStringProperty(name, Money.decimal(amount, minorUnit));
    }

    /// The same digits as [#decimal], but as a JSON number; never by way of a double.
    static void number(JsonGenerator json, String name, long amount, int minorUnit) {
        json.writeName(name);
        if (minorUnit == 0) {
            json.writeNumber(amount);
        } else {
            json.writeNumber(Money.decimal(amount, minorUnit));
        }
    }

    static void minor(JsonGenerator json, String name, long amount) {
        json.writeStringProperty(name, Long.toString(amount));
    }
}
