package dev.cartwright.store.sql;

import dev.cartwright.shop.Product;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The SQL of the table `product`.
final class ProductRows {
    private static final String PUT =
            """
            INSERT INTO product (id, parent_id, type, name, title, slug, sku, price, weight, length,
                width, height, image, is_virtual, sold_individually, backorders, stock_status,
                stock, published, attributes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, type = excluded.type,
                name = excluded.name, title = excluded.title, slug = excluded.slug,
                sku = excluded.sku, price = excluded.price, weight = excluded.weight,
                length = excluded.length, width = excluded.width, height = excluded.height,
                image = excluded.image, is_virtual = excluded.is_virtual,
                sold_individually = excluded.sold_individually,
                backorders = excluded.backorders, stock_status = excluded.stock_status,
                stock = excluded.stock, published = excluded.published,
                attributes = excluded.attributes""";

    private ProductRows() {}

    static boolean any(Handle handle) throws SQLException {
        PreparedStatement statement = handle.prepare("SELECT id FROM product LIMIT 1");
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    static Optional<Product> byId(Handle handle, long id) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT id, parent_id, type, name, title, slug, sku, price, weight, length,
                            width, height, image, is_virtual, sold_individually, backorders,
                            stock_status, stock, published, attributes
                        FROM product WHERE id = ?""");
        statement.setLong(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(product(rows)) : Optional.empty();
        }
    }

    /// By id, after the first and up to the last.
    static Map<Long, Product> range(Handle handle, long afterId, long lastId) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT id, parent_id, type, name, title, slug, sku, price, weight, length,
                            width, height, image, is_virtual, sold_individually, backorders,
                            stock_status, stock, published, attributes
                        FROM product WHERE id > ? AND id <= ?""");
        statement.setLong(1, afterId);
        statement.setLong(2, lastId);
        Map<Long, Product> products = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Product product = product(rows);
                products.put(product.id(), product);
            }
        }
        return products;
    }

    static void delete(Handle handle, Collection<Long> ids) throws SQLException {
        PreparedStatement statement = handle.prepare("DELETE FROM product WHERE id = ?");
        for (long id : ids) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    /// @param products no id twice
    static int putAll(Handle handle, Collection<Product> products) throws SQLException {
        if (products.isEmpty()) {
            return 0;
        }
        PreparedStatement statement = handle.prepare(PUT);
        statement.clearBatch(); // of a unit that failed half-way
        for (Product product : products) {
            bind(statement, product);
            statement.addBatch();
        }
        statement.executeBatch();
        return products.size();
    }

    private static void bind(PreparedStatement statement, Product product) throws SQLException {
        Integer stock = product.stock();
        statement.setLong(1, product.id());
        statement.setLong(2, product.parentId());
        statement.setString(3, Columns.text(product.type()));
        statement.setString(4, Columns.text(product.name()));
        statement.setString(5, Columns.text(product.title()));
        statement.setString(6, Columns.text(product.slug()));
        statement.setString(7, Columns.text(product.sku()));
        Columns.setLong(statement, 8, product.price());
        statement.setString(9, Columns.text(product.weight()));
        statement.setString(10, Columns.text(product.length()));
        statement.setString(11, Columns.text(product.width()));
        statement.setString(12, Columns.text(product.height()));
        statement.setString(13, Columns.text(product.image()));
        statement.setInt(14, product.virtual() ? 1 : 0);
        statement.setInt(15, product.soldIndividually() ? 1 : 0);
        statement.setString(16, Columns.text(product.backorders()));
        statement.setString(17, Columns.text(product.stockStatus()));
        if (stock == null) {
            statement.setNull(18, Types.INTEGER);
        } else {
            statement.setInt(18, stock);
        }
        statement.setInt(19, product.published() ? 1 : 0);
        statement.setString(20, Columns.fromAttributes(product.attributes()));
    }

    private static Product product(ResultSet row) throws SQLException {
        int stock = row.getInt("stock");
        boolean stockIsManaged = !row.wasNull();
        return new Product(
                row.getLong("id"),
                row.getLong("parent_id"),
                row.getString("type"),
                row.getString("name"),
                row.getString("title"),
                row.getString("slug"),
                row.getString("sku"),
                Columns.getLong(row, "price"),
                row.getString("weight"),
                row.getString("length"),
                row.getString("width"),
                row.getString("height"),
                row.getString("image"),
                row.getInt("is_virtual") == 1,
                row.getInt("sold_individually") == 1,
                row.getString("backorders"),
                row.getString("stock_status"),
                stockIsManaged ? (Integer) stock : null,
                row.getInt("published") == 1,
                Columns.toAttributes(row.getString("attributes")));
    }
}
