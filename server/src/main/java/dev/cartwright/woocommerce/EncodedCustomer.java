package dev.cartwright.woocommerce;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.php.PhpValue;
import java.util.LinkedHashMap;
import java.util.Map;

/// A cart's customer as WooCommerce stores it: the billing address without a prefix, every field a
/// text.
record EncodedCustomer(Customer customer) {
    /// @param stored the cart's parts as they were before: fields that are not ours are kept
    PhpValue array(Map<String, Data> stored) {
        Map<PhpValue.Key, PhpValue> fields = new LinkedHashMap<>();
        put(fields, "id", Long.toString(customer.id()));
        put(fields, "date_modified", "");
        address(fields, "", customer.billing());
        put(fields, "email", customer.email());
        address(fields, "shipping_", customer.shipping());
        put(fields, "is_vat_exempt", "");
        put(fields, "calculated_shipping", "");
        if (stored.get("customer") instanceof Data.Mapping(var before)) {
            DataPhp.array(before).entries().forEach(fields::putIfAbsent);
        }
        return new PhpValue.Array(fields);
    }

    private static void address(
            Map<PhpValue.Key, PhpValue> fields, String prefix, Address address) {
        put(fields, prefix + "first_name", address.firstName());
        put(fields, prefix + "last_name", address.lastName());
        put(fields, prefix + "company", address.company());
        put(fields, prefix + "phone", address.phone());
        put(fields, prefix + "address", address.address1());
        put(fields, prefix + "address_1", address.address1());
        put(fields, prefix + "address_2", address.address2());
        put(fields, prefix + "city", address.city());
        put(fields, prefix + "state", address.state());
        put(fields, prefix + "postcode", address.postcode());
        put(fields, prefix + "country", address.country());
    }

    private static void put(Map<PhpValue.Key, PhpValue> fields, String name, String text) {
        fields.put(PhpValue.Key.of(name), PhpValue.Text.of(text));
    }
}
