package dev.cartwright.store.woocommerce;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One site's tables, whose names are looked up when they are first needed, and again and again.
final class ShopSite {
    private final WooDatabase shop;
    private final Looked<SiteTables> tables;

    interface Work<T extends @Nullable Object> {
        T run(Connection connection, SiteTables tables) throws SQLException;
    }

    ShopSite(WooDatabase shop) {
        this.shop = shop;
        tables = new Looked<>(this::look, shop);
    }

    WooDatabase shop() {
        return shop;
    }

    private SiteTables look() {
        String prefix = shop.prefix();
        return shop.read(
                "could not look for the shop's tables of users",
                connection -> SiteTables.of(connection, prefix, shop.address()));
    }

    SiteTables tables() {
        return tables.get();
    }

    <T extends @Nullable Object> T read(String what, Work<T> work) {
        SiteTables known = tables();
        return shop.read(what, connection -> work.run(connection, known));
    }
}
