package dev.cartwright.store.woocommerce;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Something that is done in the shop's tables and in our own database, and that others can see
/// somebody is at: the connection holds a lock of this name.
///
/// All that the work writes in the shop's tables goes over that connection. So whoever gets the
/// lock knows that nothing more of it will reach them, even when the process that began it is not
/// dead but slow.
final class ShopWork implements AutoCloseable {
    private final WooDatabase shop;
    private final Connection connection;
    private final String name;

    ShopWork(WooDatabase shop, Connection connection, String name) {
        this.shop = shop;
        this.connection = connection;
        this.name = name;
    }

    /// [dev.cartwright.session.ForeignTrash#NAMELESS] where the shop's database has no such locks.
    String name() {
        return name;
    }

    /// As [WooDatabase#write].
    <T extends @Nullable Object> T write(String what, WooDatabase.Work<T> work) {
        try {
            return WooDatabase.repeated(connection, work);
        } catch (SQLException e) {
            throw shop.failure(what, e);
        }
    }

    /// Now others may end what was left undone.
    @Override
    public void close() {
        try (connection) {
            if (!name.isEmpty()) {
                release();
            }
        } catch (SQLException e) {
            shop.dropLost(e); // the lock went with the connection
        }
    }

    private void release() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DO RELEASE_LOCK(?)")) {
            statement.setString(1, name);
            statement.execute();
        }
    }
}
