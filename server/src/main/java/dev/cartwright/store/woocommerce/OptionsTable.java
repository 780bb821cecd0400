package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.ShopOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The SQL of the shop's table `options`.
final class OptionsTable {
    private final SiteTables site;
    private final List<String> names;

    OptionsTable(SiteTables site) {
        this.site = site;
        names = new ArrayList<>(ShopOptions.names());
        names.add(site.rolesName());
    }

    /// Another one as soon as one of those has changed that are wanted.
    String mark(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        prepare(connection, SiteTables.mark("option_name, option_value"));
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    ShopOptions read(Connection connection) throws SQLException {
        Map<String, String> values = new HashMap<>();
        byte[] roles = {};
        String columns = "option_name, " + site.serialized("option_value");
        try (PreparedStatement statement = prepare(connection, columns);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(1).equals(site.rolesName())) {
                    roles = rows.getBytes(2);
                } else {
                    byte[] value = rows.getBytes(2);
                    values.put(rows.getString(1), CartSql.text(value));
                }
            }
        }
        return ShopOptions.of(values, roles);
    }

    private PreparedStatement prepare(Connection connection, String columns) throws SQLException {
        String sql =
                "SELECT %s FROM %s WHERE option_name IN %s"
                        .formatted(columns, site.table("options"), SiteTables.places(names.size()));
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < names.size(); i++) {
            statement.setString(i + 1, names.get(i));
        }
        return statement;
    }
}
