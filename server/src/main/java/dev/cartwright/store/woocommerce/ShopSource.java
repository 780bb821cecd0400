package dev.cartwright.store.woocommerce;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;

/// Connects to a shop's database by the way that leads there at the time: a socket may come into
/// being while we run.
final class ShopSource implements DataSource {
    private final WooAddress address;
    private final FoundSocket socket;
    private final Properties options;

    /// @param options of the driver, besides those in the address
    ShopSource(WooAddress address, FoundSocket socket, Properties options) {
        this.address = address;
        this.socket = socket;
        this.options = options;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(address.user(), address.password());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        var all = new Properties();
        all.putAll(options);
        all.setProperty("user", user);
        all.setProperty("password", password);
        socket.path().ifPresent(path -> all.putAll(UnixSocketFactory.options(path)));
        return Driver.connect(Configuration.parse(address.url(), all));
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // the driver logs by itself
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // an option says it
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("this is no " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
