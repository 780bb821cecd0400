package dev.cartwright.cli;

import dev.cartwright.woocommerce.CartTarget;
import dev.cartwright.woocommerce.ShopTables;
import java.util.Optional;

/// A living shop's database while a command uses it.
public interface LiveShop extends AutoCloseable {
    /// Host and database, for people.
    String place();

    /// The prefix that was set, if any.
    Optional<String> prefix();

    ShopTables tables();

    /// Where carts may be added.
    CartTarget carts();

    @Override
    void close();
}
