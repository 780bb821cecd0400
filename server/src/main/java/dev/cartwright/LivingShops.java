package dev.cartwright;

import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.LiveShop;
import dev.cartwright.cli.ShopHealth;
import dev.cartwright.cli.Shops;
import dev.cartwright.outage.Outage;
import dev.cartwright.store.woocommerce.AddressException;
import dev.cartwright.store.woocommerce.LiveTables;
import dev.cartwright.store.woocommerce.LogAccess;
import dev.cartwright.store.woocommerce.ShopCartTarget;
import dev.cartwright.store.woocommerce.ShopCheck;
import dev.cartwright.store.woocommerce.ShopException;
import dev.cartwright.store.woocommerce.ShopLayout;
import dev.cartwright.store.woocommerce.Wanted.Purpose;
import dev.cartwright.store.woocommerce.WooAddress;
import dev.cartwright.store.woocommerce.WooDatabase;
import dev.cartwright.woocommerce.CartTarget;
import dev.cartwright.woocommerce.ShopTables;
import java.util.Map;
import java.util.Optional;

/// Opens the database of the shop that the settings name.
record LivingShops(CommandConfiguration configuration) implements Shops {
    /// Where the configured shop is; empty when none is set.
    ///
    /// @throws ConfigException when it cannot be an address
    static Optional<WooAddress> address(Config config) {
        try {
            return config.get(Settings.WOOCOMMERCE)
                    .map(
                            given ->
                                    WooAddress.of(
                                            given,
                                            config.get(Settings.WOOCOMMERCE_USER).orElse(null),
                                            config.get(Settings.WOOCOMMERCE_PASSWORD).orElse(null),
                                            config.get(Settings.WOOCOMMERCE_PREFIX).orElse(null),
                                            config.get(Settings.WOOCOMMERCE_USERS_TABLE)
                                                    .orElse(null),
                                            config.get(Settings.WOOCOMMERCE_USERMETA_TABLE)
                                                    .orElse(null)));
        } catch (AddressException e) {
            throw new ConfigException("woocommerce: " + e.getMessage());
        }
    }

    /// The configured shop's database, which need not run yet; empty when none is set.
    static Optional<WooDatabase> database(Config config) {
        return address(config).map(WooDatabase::open);
    }

    @Override
    public Optional<ShopHealth> health(Map<String, String> flags) {
        Config config = configuration.load(flags);
        if (config.get(Settings.WOOCOMMERCE).isEmpty()) {
            return Optional.empty();
        }
        try {
            var mark = new AttachedMark(config.get(Settings.DATA));
            return address(config).map(mark::found).map(LivingShops::examine);
        } catch (ConfigException e) {
            return Optional.of(ShopHealth.broken("", e.line()));
        }
    }

    private static ShopHealth examine(WooAddress address) {
        String place = address.toString();
        try (WooDatabase shop = WooDatabase.open(address)) {
            ShopLayout layout = ShopCheck.look(shop);
            Optional<String> unusable = layout.unusable();
            return unusable.isPresent()
                    ? ShopHealth.broken(place, unusable.get())
                    : new ShopHealth(
                            place,
                            "%s, tables %s*".formatted(layout.server(), layout.prefix()),
                            "",
                            layout.readOnlyServer(),
                            layout.hiddenGrants(),
                            layout.grants(Purpose.CHANGE_CARTS),
                            layout.grants(Purpose.CHANGE_KEYS),
                            layout.indexStatements(),
                            log(layout.log()));
        } catch (Outage e) {
            return ShopHealth.broken(place, WooDatabase.reason(e));
        } catch (ShopException e) {
            return ShopHealth.broken(place, String.valueOf(e.getMessage()));
        }
    }

    private static ShopHealth.Log log(LogAccess access) {
        return switch (access) {
            case LogAccess.Readable _ -> ShopHealth.Log.READABLE;
            case LogAccess.Unreadable(String reason, String grant) ->
                    new ShopHealth.Log(reason, grant);
        };
    }

    @Override
    public Optional<String> place(Map<String, String> flags) {
        return configured(flags).map(WooAddress::toString);
    }

    @Override
    public LiveShop open(Map<String, String> flags) {
        WooAddress address =
                configured(flags).orElseThrow(() -> new CommandFailure("No shop is named."));
        return new Opened(address, WooDatabase.open(address));
    }

    private Optional<WooAddress> configured(Map<String, String> flags) {
        try {
            return address(configuration.load(flags));
        } catch (ConfigException e) {
            throw CommandFailure.wrongUsage(e.line());
        }
    }

    private record Opened(WooAddress address, WooDatabase shop) implements LiveShop {
        @Override
        public String place() {
            return address.toString();
        }

        @Override
        public Optional<String> prefix() {
            return Optional.of(address.prefix()).filter(prefix -> !prefix.isEmpty());
        }

        @Override
        public ShopTables tables() {
            return LiveTables.of(shop);
        }

        @Override
        public CartTarget carts() {
            return new ShopCartTarget(shop);
        }

        @Override
        public void close() {
            shop.close();
        }
    }
}
