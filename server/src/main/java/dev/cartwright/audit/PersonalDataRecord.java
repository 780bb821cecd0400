package dev.cartwright.audit;

/// Hears of every answer that shows personal data. Never keeps its caller waiting.
public interface PersonalDataRecord {
    /// A single cart was shown.
    void saw(long keyId, String route, long cartId);

    /// A list was shown.
    ///
    /// @param filters names alone, sorted, with commas
    void listed(long keyId, String route, String filters, long carts);
}
