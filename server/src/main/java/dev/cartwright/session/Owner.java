package dev.cartwright.session;

/// Whose cart it is.
public sealed interface Owner {
    /// Nobody who signed in.
    record Guest() implements Owner {}

    /// A customer; WordPress's user ids are kept on import.
    record User(long id) implements Owner {
        public User {
            if (id < 1) {
                throw new IllegalArgumentException("user id must be at least 1, not " + id);
            }
        }
    }

    /// 0 for a guest, as WooCommerce writes it.
    default long userId() {
        return switch (this) {
            case Guest _ -> 0;
            case User(long id) -> id;
        };
    }

    static Owner of(long userId) {
        return userId > 0 ? new User(userId) : new Guest();
    }
}
