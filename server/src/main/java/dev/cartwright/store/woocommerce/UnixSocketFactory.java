package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/// Gives the driver sockets that have a path. The driver makes it, by its name, for every
/// connection, and tells it which options that connection has.
public final class UnixSocketFactory extends ConfigurableSocketFactory {
    private static final String PATH = "unixSocket";

    private @Nullable Path path;

    /// For the driver.
    public UnixSocketFactory() {}

    /// What the driver must be told, so that it goes by this path.
    static Properties options(Path path) {
        var options = new Properties();
        options.setProperty("socketFactory", UnixSocketFactory.class.getName());
        options.setProperty(PATH, path.toString());
        return options;
    }

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        path = Path.of(configuration.nonMappedOptions().getProperty(PATH));
    }

    /// One that is not connected.
    @Override
    public Socket createSocket() throws IOException {
        Path known = path;
        if (known == null) {
            throw new SocketException("no path was told");
        }
        return new UnixSocket(known);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw noPort();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw noPort();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw noPort();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw noPort();
    }

    private static IOException noPort() {
        return new SocketException("a path leads there, not a port");
    }
}
