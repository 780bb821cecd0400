package dev.cartwright.store.woocommerce;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Which posts of a shop are products and coupons.
final class PostTable {
    private static final String PRODUCTS = "post_type IN ('product', 'product_variation')";
    private static final String COUPONS = "post_type = 'shop_coupon'";

    private final SiteTables site;

    PostTable(SiteTables site) {
        this.site = site;
    }

    /// A site always has some: without any, somebody is just putting the table back.
    boolean any(Connection connection) throws SQLException {
        return !ids(connection, "SELECT ID FROM " + site.table("posts") + " LIMIT 1").isEmpty();
    }

    /// By id.
    List<Long> products(Connection connection) throws SQLException {
        return sorted(connection, PRODUCTS);
    }

    /// By id.
    List<Long> coupons(Connection connection) throws SQLException {
        return sorted(connection, COUPONS);
    }

    private List<Long> sorted(Connection connection, String which) throws SQLException {
        String sql = "SELECT ID FROM %s WHERE %s".formatted(site.table("posts"), which);
        return ids(connection, sql).stream().sorted().toList();
    }

    /// When the last of them was changed, as the shop writes it.
    String lastChange(Connection connection) throws SQLException {
        String sql =
                """
                SELECT COALESCE(CAST(MAX(post_modified_gmt) AS CHAR), '')
                FROM %s WHERE %s OR %s"""
                        .formatted(site.table("posts"), PRODUCTS, COUPONS);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /// Those changed at that moment or later, and variations of changed products.
    List<Long> changedSince(Connection connection, String moment) throws SQLException {
        String sql =
                """
                SELECT ID FROM %1$s WHERE (%2$s OR %3$s) AND post_modified_gmt >= ?
                UNION
                SELECT variation.ID FROM %1$s AS parent
                JOIN %1$s AS variation ON variation.post_parent = parent.ID
                WHERE parent.post_type = 'product' AND parent.post_modified_gmt >= ?
                    AND variation.post_type = 'product_variation'"""
                        .formatted(site.table("posts"), PRODUCTS, COUPONS);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, moment);
            statement.setString(2, moment);
            return ids(statement);
        }
    }

    List<Long> parents(Connection connection, Collection<Long> ids) throws SQLException {
        return of(
                connection,
                ids,
                "SELECT DISTINCT post_parent FROM " + site.table("posts"),
                "ID",
                " AND post_type = 'product_variation'");
    }

    /// The pictures of these products, each a number as the shop has typed it.
    List<Long> pictures(Connection connection, Collection<Long> ids) throws SQLException {
        return of(
                connection,
                ids,
                "SELECT DISTINCT CAST(LEFT(meta_value, 18) AS UNSIGNED) FROM "
                        + site.table("postmeta"),
                "post_id",
                " AND meta_key = '_thumbnail_id'");
    }

    private static List<Long> of(
            Connection connection, Collection<Long> few, String select, String column, String more)
            throws SQLException {
        if (few.isEmpty()) {
            return List.of();
        }
        List<Long> ids = InList.padded(List.copyOf(few));
        String sql = select + " WHERE " + column + " IN " + SiteTables.places(ids.size()) + more;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (long id : ids) {
                statement.setLong(index++, id);
            }
            return ids(statement);
        }
    }

    private static List<Long> ids(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return ids(statement);
        }
    }

    private static List<Long> ids(PreparedStatement statement) throws SQLException {
        var ids = new ArrayList<Long>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
