package dev.cartwright.cli;

import java.util.Map;
import java.util.Optional;

/// Databases of living shops, as commands look at them. `App`'s side supplies it.
public interface Shops {
    /// For programs that know none.
    Shops NONE =
            new Shops() {
                @Override
                public Optional<ShopHealth> health(Map<String, String> flags) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> place(Map<String, String> flags) {
                    return Optional.empty();
                }

                @Override
                public LiveShop open(Map<String, String> flags) {
                    throw new CommandFailure("This program reads no living shops.");
                }
            };

    /// What can be said of the configured one; empty when none is. Never fails because of it.
    ///
    /// @param flags value by setting name, only those that were typed
    Optional<ShopHealth> health(Map<String, String> flags);

    /// Host and database of the configured one, which is not looked at; empty when none is.
    ///
    /// @throws CommandFailure when what is set is no address
    Optional<String> place(Map<String, String> flags);

    /// @throws CommandFailure when what is set is no address
    LiveShop open(Map<String, String> flags);
}
