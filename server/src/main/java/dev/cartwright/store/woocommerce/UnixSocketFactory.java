package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/// Gives the driver sockets that have a path. The driver makes it, by its name, for every
/// connection, and tells it which options that connection has.
public final class UnixSocketFactory extends ConfigurableSocketFactory {
    private LocalSockets sockets = LocalSockets.NONE;

    /// For the driver.
    public UnixSocketFactory() {}

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        sockets = LocalSockets.of(configuration.nonMappedOptions());
    }

    @Override
    public Socket createSocket() {
        return sockets.socket();
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
