package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.client.tls.MariaDbX509EphemeralTrustingManager;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.export.SslMode;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;
import org.mariadb.jdbc.plugin.tls.TlsSocketPluginLoader;

/// Encrypts the connection for the binary log as the driver does its own, by the same options of
/// the shop's address.
final class LogTls {
    private final Configuration options;
    private final HostAddress host;

    LogTls(Configuration options, HostAddress host) {
        this.options = options;
        this.host = host;
    }

    boolean wanted() {
        return mode() != SslMode.DISABLE;
    }

    private SslMode mode() {
        return host.sslMode == null ? options.sslMode() : host.sslMode;
    }

    /// Encrypted and, where the options say so, sure of whom it speaks to.
    SSLSocket over(Socket socket) throws SocketException {
        try {
            return encrypted(socket);
        } catch (IOException | GeneralSecurityException | SQLException e) {
            var refused = new SocketException("no encrypted connection");
            refused.initCause(e);
            throw refused;
        }
    }

    private SSLSocket encrypted(Socket socket)
            throws IOException, GeneralSecurityException, SQLException {
        TlsSocketPlugin plugin = TlsSocketPluginLoader.get(options.tlsSocketType());
        var failures = new ExceptionFactory(options, host);
        TrustManager[] trusted = plugin.getTrustManager(options, failures, host);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(plugin.getKeyManager(options, failures), trusted, null);
        SSLSocket encrypted = plugin.createSocket(socket, context.getSocketFactory());
        String protocols = options.enabledSslProtocolSuites();
        if (protocols != null) {
            encrypted.setEnabledProtocols(words(protocols));
        }
        String ciphers = options.enabledSslCipherSuites();
        if (ciphers != null) {
            encrypted.setEnabledCipherSuites(words(ciphers));
        }
        encrypted.setUseClientMode(true);
        encrypted.startHandshake();
        refuseUnproven(trusted);
        if (mode() == SslMode.VERIFY_FULL && host.host != null) {
            plugin.verify(host.host, encrypted.getSession(), -1);
        }
        return encrypted;
    }

    /// The driver lets a certificate pass that nobody vouches for when the server proves afterwards
    /// that it knows the password. The library asks for no such proof.
    private static void refuseUnproven(TrustManager @Nullable [] trusted) throws IOException {
        boolean unproven =
                trusted != null
                        && Arrays.stream(trusted)
                                .anyMatch(
                                        one ->
                                                one
                                                                instanceof
                                                                MariaDbX509EphemeralTrustingManager
                                                                        passing
                                                        && passing.getFingerprint() != null);
        if (unproven) {
            throw new IOException("nobody vouches for the server's certificate");
        }
    }

    private static String[] words(String list) {
        return list.split("[,;\\s]+");
    }
}
