package dev.cartwright.audit;

/// How often a key was shown personal data in one minute.
///
/// @param minute epoch minutes
/// @param route word of the endpoint
/// @param cartId 0 for lists, and for single carts of which there were too many to note each
/// @param filters names of a list's filters, sorted, with commas; never their values
/// @param calls how many there were
/// @param carts how many carts they showed
public record PersonalDataUse(
        long minute,
        long keyId,
        String route,
        long cartId,
        String filters,
        long calls,
        long carts) {}
