package dev.cartwright.wire;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.Customer;
import tools.jackson.core.JsonGenerator;

/// The cart's own customer, twice: flat with null for what is unknown, as the tutorial's clients
/// read it, and nested with empty strings, as the recorded plugin wrote it.
final class CustomerJson {
    private static final AddressField[] FIELDS = AddressField.values();

    private CustomerJson() {}

    static void write(JsonGenerator json, Customer customer) {
        Address billing = customer.billing();
        Address shipping = customer.shipping();
        json.writeStartObject();
        json.writeNumberProperty("id", customer.id());
        for (AddressField field : FIELDS) {
            knownOrNull(json, field.billingName(), field.of(billing));
        }
        knownOrNull(json, "billing_email", customer.email());
        for (AddressField field : FIELDS) {
            knownOrNull(json, field.shippingName(), field.of(shipping));
        }
        json.writeObjectPropertyStart("billing_address");
        for (AddressField field : FIELDS) {
            json.writeStringProperty(field.billingName(), field.of(billing));
        }
        json.writeStringProperty("billing_email", customer.email());
        json.writeEndObject();
        json.writeObjectPropertyStart("shipping_address");
        for (AddressField field : FIELDS) {
            json.writeStringProperty(field.shippingName(), field.of(shipping));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void knownOrNull(JsonGenerator json, String name, String value) {
        if (value.isEmpty()) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }
}
