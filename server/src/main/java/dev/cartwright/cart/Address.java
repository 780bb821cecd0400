package dev.cartwright.cart;

/// A postal address; what is unknown is the empty string.
public record Address(
        String firstName,
        String lastName,
        String company,
        String address1,
        String address2,
        String city,
        String state,
        String postcode,
        String country,
        String phone) {
    public static final Address EMPTY = new Address("", "", "", "", "", "", "", "", "", "");
}
