package dev.cartwright.cart;

/// The person a cart belongs to, as the cart itself knows them; what is unknown is the empty
/// string. Never the person who asks for the cart.
///
/// @param id user id, 0 for a guest
/// @param email billing e-mail
public record Customer(long id, String email, Address billing, Address shipping) {
    public static final Customer UNKNOWN = new Customer(0, "", Address.EMPTY, Address.EMPTY);

    /// First and last name, trimmed, without a leading space when one of them is unknown.
    public String name() {
        return (billing.firstName().strip() + " " + billing.lastName().strip()).strip();
    }
}
