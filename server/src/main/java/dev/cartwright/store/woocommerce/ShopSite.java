package dev.cartwright.store.woocommerce;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One site's tables, whose names are looked up when they are first needed.
final class ShopSite {
    private final WooDatabase shop;
    private volatile @Nullable SiteTables tables;

    interface Work<T extends @Nullable Object> {
        T run(Connection connection, SiteTables tables) throws SQLException;
    }

    ShopSite(WooDatabase shop) {
        this.shop = shop;
    }

    WooDatabase shop() {
        return shop;
    }

    SiteTables tables() {
        SiteTables known = tables;
        if (known == null) {
            String prefix = shop.prefix();
            known =
                    shop.read(
                            "could not look for the shop's tables of users",
                            connection ->
                                    SiteTables.of(connection, prefix, shop.address().userTables()));
            tables = known;
        }
        return known;
    }

    <T extends @Nullable Object> T read(String what, Work<T> work) {
        SiteTables known = tables();
        return shop.read(what, connection -> work.run(connection, known));
    }
}
