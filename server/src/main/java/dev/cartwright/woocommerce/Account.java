package dev.cartwright.woocommerce;

/// What a shop knows of a customer with an account; what is unknown is the empty string.
record Account(String email, String firstName, String lastName) {
    static final Account UNKNOWN = new Account("", "", "");
}
