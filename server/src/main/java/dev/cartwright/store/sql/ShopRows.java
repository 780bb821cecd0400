package dev.cartwright.store.sql;

import dev.cartwright.cart.Currency;
import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.ShopSettings;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The SQL of the tables `coupon` and `shop_settings`.
final class ShopRows {
    private ShopRows() {}

    /// As codes are kept and looked for.
    static String lower(String code) {
        return Columns.text(code).toLowerCase(Locale.ROOT);
    }

    static boolean anyCoupons(Handle handle) throws SQLException {
        PreparedStatement statement = handle.prepare("SELECT code FROM coupon LIMIT 1");
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    static Optional<Coupon> coupon(Handle handle, String codeLower) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT id, code, discount_type, amount, published
                        FROM coupon WHERE code = ?""");
        statement.setString(1, codeLower);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(coupon(row));
        }
    }

    private static Coupon coupon(ResultSet row) throws SQLException {
        return new Coupon(
                row.getLong("id"),
                row.getString("code"),
                row.getString("discount_type"),
                row.getString("amount"),
                row.getInt("published") == 1);
    }

    /// All by code.
    static Map<String, Coupon> coupons(Handle handle) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT id, code, discount_type, amount, published FROM coupon");
        Map<String, Coupon> coupons = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                coupons.put(rows.getString("code"), coupon(rows));
            }
        }
        return coupons;
    }

    static void deleteCoupons(Handle handle, Collection<String> codes) throws SQLException {
        PreparedStatement statement = handle.prepare("DELETE FROM coupon WHERE code = ?");
        for (String code : codes) {
            statement.setString(1, code);
            statement.executeUpdate();
        }
    }

    /// @param coupons no code twice
    static int putAll(Handle handle, Collection<Coupon> coupons) throws SQLException {
        if (coupons.isEmpty()) {
            return 0;
        }
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO coupon (code, id, discount_type, amount, published)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (code) DO UPDATE SET id = excluded.id,
                            discount_type = excluded.discount_type, amount = excluded.amount,
                            published = excluded.published""");
        statement.clearBatch(); // of a unit that failed half-way
        for (Coupon coupon : coupons) {
            statement.setString(1, lower(coupon.code()));
            statement.setLong(2, coupon.id());
            statement.setString(3, Columns.text(coupon.discountType()));
            statement.setString(4, Columns.text(coupon.amount()));
            statement.setInt(5, coupon.published() ? 1 : 0);
            statement.addBatch();
        }
        statement.executeBatch();
        return coupons.size();
    }

    static Optional<ShopSettings> settings(Handle handle) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT name, site_url, currency_code, currency_symbol, minor_unit,
                            decimal_separator, thousand_separator, prefix, suffix, weight_unit,
                            dimension_unit, time_zone, tax_included, placeholder_image
                        FROM shop_settings WHERE id = 1""");
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(settings(row)) : Optional.empty();
        }
    }

    private static ShopSettings settings(ResultSet row) throws SQLException {
        var currency =
                new Currency(
                        row.getString("currency_code"),
                        row.getString("currency_symbol"),
                        row.getInt("minor_unit"),
                        row.getString("decimal_separator"),
                        row.getString("thousand_separator"),
                        row.getString("prefix"),
                        row.getString("suffix"));
        return new ShopSettings(
                row.getString("name"),
                row.getString("site_url"),
                currency,
                row.getString("weight_unit"),
                row.getString("dimension_unit"),
                row.getString("time_zone"),
                row.getInt("tax_included") == 1,
                row.getString("placeholder_image"));
    }

    static int put(Handle handle, ShopSettings settings) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO shop_settings (id, name, site_url, currency_code,
                            currency_symbol, minor_unit, decimal_separator, thousand_separator,
                            prefix, suffix, weight_unit, dimension_unit, time_zone, tax_included,
                            placeholder_image)
                        VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                            site_url = excluded.site_url, currency_code = excluded.currency_code,
                            currency_symbol = excluded.currency_symbol,
                            minor_unit = excluded.minor_unit,
                            decimal_separator = excluded.decimal_separator,
                            thousand_separator = excluded.thousand_separator,
                            prefix = excluded.prefix, suffix = excluded.suffix,
                            weight_unit = excluded.weight_unit,
                            dimension_unit = excluded.dimension_unit,
                            time_zone = excluded.time_zone, tax_included = excluded.tax_included,
                            placeholder_image = excluded.placeholder_image""");
        Currency currency = settings.currency();
        statement.setString(1, Columns.text(settings.name()));
        statement.setString(2, Columns.text(settings.siteUrl()));
        statement.setString(3, Columns.text(currency.code()));
        statement.setString(4, Columns.text(currency.symbol()));
        statement.setInt(5, currency.minorUnit());
        statement.setString(6, Columns.text(currency.decimalSeparator()));
        statement.setString(7, Columns.text(currency.thousandSeparator()));
        statement.setString(8, Columns.text(currency.prefix()));
        statement.setString(9, Columns.text(currency.suffix()));
        statement.setString(10, Columns.text(settings.weightUnit()));
        statement.setString(11, Columns.text(settings.dimensionUnit()));
        statement.setString(12, Columns.text(settings.timeZone()));
        statement.setInt(13, settings.taxIncludedInCart() ? 1 : 0);
        statement.setString(14, Columns.text(settings.placeholderImage()));
        return statement.executeUpdate();
    }
}
