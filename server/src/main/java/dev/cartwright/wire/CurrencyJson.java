package dev.cartwright.wire;

import dev.cartwright.cart.Currency;
import tools.jackson.core.JsonGenerator;

/// How the shop writes amounts, in the words of the cart API.
final class CurrencyJson {
    private CurrencyJson() {}

    static void write(JsonGenerator json, Currency currency) {
        json.writeStartObject();
        json.writeStringProperty("currency_code", currency.code());
        json.writeStringProperty("currency_symbol", currency.symbol());
        json.writeStringProperty(
                "currency_symbol_pos",
                currency.prefix().isEmpty() && !currency.suffix().isEmpty()
                        ? "currency_suffix"
                        : "currency_prefix");
        json.writeNumberProperty("currency_minor_unit", currency.minorUnit());
        json.writeStringProperty("currency_decimal_separator", currency.decimalSeparator());
        json.writeStringProperty("currency_thousand_separator", currency.thousandSeparator());
        json.writeStringProperty("currency_prefix", currency.prefix());
        json.writeStringProperty("currency_suffix", currency.suffix());
        json.writeEndObject();
    }
}
