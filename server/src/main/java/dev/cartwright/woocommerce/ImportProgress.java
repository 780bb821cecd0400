package dev.cartwright.woocommerce;

/// Told from time to time how far an import is; for a bar on a terminal.
public interface ImportProgress {
    ImportProgress NONE = (_, _, _) -> {};

    enum Step {
        /// The file is looked through; bytes.
        SURVEY,
        /// Settings, products and coupons; rows.
        SHOP,
        /// Roles, users and keys; rows.
        USERS,
        /// Rows of `cocart_carts`.
        CARTS,
        /// Rows of `woocommerce_sessions`.
        SESSIONS
    }

    void at(Step step, long done, long total);
}
