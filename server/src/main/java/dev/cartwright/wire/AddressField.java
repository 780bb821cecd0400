package dev.cartwright.wire;

import dev.cartwright.cart.Address;
import java.util.function.Function;

/// The parts of an address in the order WooCommerce shows them.
enum AddressField {
    FIRST_NAME("first_name", Address::firstName),
    LAST_NAME("last_name", Address::lastName),
    COMPANY("company", Address::company),
    COUNTRY("country", Address::country),
    ADDRESS_1("address_1", Address::address1),
    ADDRESS_2("address_2", Address::address2),
    CITY("city", Address::city),
    STATE("state", Address::state),
    POSTCODE("postcode", Address::postcode),
    PHONE("phone", Address::phone);

    private final String billingName;
    private final String shippingName;
    private final String shortName;
    private final Function<Address, String> part;

    AddressField(String name, Function<Address, String> part) {
        this.billingName = "billing_" + name;
        this.shippingName = "shipping_" + name;
        this.shortName = name;
        this.part = part;
    }

    String billingName() {
        return billingName;
    }

    String shippingName() {
        return shippingName;
    }

    /// As inside a stored session's `customer`: without a prefix for billing.
    String shortName() {
        return shortName;
    }

    String of(Address address) {
        return part.apply(address);
    }
}
