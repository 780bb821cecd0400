package dev.cartwright.store.woocommerce;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.ServerException;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;

/// One connection on which the shop's server sends its binary log, as to a replica.
final class LogClient extends BinaryLogClient {
    private static final long CONNECT_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final long HEARTBEAT_MILLIS = TimeUnit.SECONDS.toMillis(2);

    /// A server that is silent for longer is taken to be gone.
    private static final int SILENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);

    /// The server gives up, whatever the reason; most often the place was purged.
    private static final int PLACE_LOST = 1236;

    /// What a URL means that names a socket and no host.
    private static final HostAddress HERE = HostAddress.from("localhost", 3306);

    private volatile @Nullable Exception failure;

    /// @param tls null for a connection in clear
    private LogClient(
            WooAddress address, HostAddress host, LogEvents events, @Nullable LogTls tls) {
        super(host.host, host.port, user(address), address.password());
        setEventDeserializer(events);
        setKeepAlive(false);
        setConnectTimeout(CONNECT_MILLIS);
        setHeartbeatInterval(HEARTBEAT_MILLIS);
        setThreadFactory(Thread.ofVirtual().factory());
        if (tls == null) {
            setSSLMode(SSLMode.DISABLED);
        } else {
            setSSLMode(SSLMode.REQUIRED); // never in clear, and sslSocketFactory verifies
            setSslSocketFactory(tls::over);
        }
        registerLifecycleListener(
                new AbstractLifecycleListener() {
                    @Override
                    public void onCommunicationFailure(BinaryLogClient client, Exception e) {
                        failure = e;
                    }

                    @Override
                    public void onEventDeserializationFailure(BinaryLogClient client, Exception e) {
                        failure = e;
                        shut(client); // what follows would be read from the wrong place
                    }
                });
    }

    /// @param id of this client, which no replica and no other client may have
    static LogClient of(WooDatabase shop, LogEvents events, LogPosition from, long id) {
        WooAddress address = shop.address();
        Configuration options = options(address);
        HostAddress host = options.addresses().stream().findFirst().orElse(HERE);
        var tls = new LogTls(options, host);
        var client = new LogClient(address, host, events, tls.wanted() ? tls : null);
        boolean mayAsk = options.allowPublicKeyRetrieval();
        client.setSocketFactory(() -> socket(shop.socket(), mayAsk));
        client.setServerId(id);
        client.setBinlogFilename(from.file());
        client.setBinlogPosition(from.offset());
        return client;
    }

    /// @param path whoever listens on the port instead is another
    private static Socket socket(Optional<Path> path, boolean mayAsk) throws SocketException {
        Socket socket = path.isPresent() ? new ByPath(path.get(), mayAsk) : new ByPort(mayAsk);
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static Configuration options(WooAddress address) {
        try {
            return Configuration.parse(address.url());
        } catch (SQLException e) {
            throw new IllegalStateException("an address that was understood before", e);
        }
    }

    /// A log's places are those of one server.
    static boolean canServe(WooAddress address) {
        return options(address).addresses().size() <= 1;
    }

    private static String user(WooAddress address) {
        return address.user().isEmpty() ? System.getProperty("user.name", "") : address.user();
    }

    /// Reads until the connection ends.
    ///
    /// @throws IOException why it ended, if not by [#close]
    void run() throws IOException {
        connect();
        Exception cause = failure;
        if (cause != null) {
            throw cause instanceof IOException known ? known : new IOException(cause);
        }
    }

    void close() {
        shut(this);
    }

    private static void shut(BinaryLogClient client) {
        try {
            client.disconnect();
        } catch (IOException _) {
            // it is gone, which is what was wanted
        }
    }

    /// Whether the server cannot send from where it was asked to.
    static boolean placeLost(Exception failure) {
        return code(failure) == PLACE_LOST;
    }

    /// Without the server's own text, which may hold names of users and addresses.
    static String shortly(Optional<Exception> failure) {
        if (failure.isEmpty()) {
            return "the connection ended";
        }
        int code = code(failure.get());
        if (code != 0) {
            return "error " + code;
        }
        Throwable root = failure.get();
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /// The number by which the server says what is wrong; 0 when it did not say.
    private static int code(Exception failure) {
        return failure instanceof ServerException told ? told.getErrorCode() : 0;
    }

    @Override
    protected void requestBinaryLogStream() throws IOException {
        super.requestBinaryLogStream();
        channel = new PacketChannel(new Trimmed(channel));
    }

    private static final class ByPort extends Socket {
        private final boolean mayAsk;

        ByPort(boolean mayAsk) {
            this.mayAsk = mayAsk;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return careful(super.getOutputStream(), mayAsk);
        }
    }

    private static final class ByPath extends UnixSocket {
        private final boolean mayAsk;

        ByPath(Path path, boolean mayAsk) {
            super(path);
            this.mayAsk = mayAsk;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return careful(super.getOutputStream(), mayAsk);
        }
    }

    private static OutputStream careful(OutputStream out, boolean mayAsk) {
        return mayAsk ? out : new CarefulOutput(out);
    }

    /// The same connection, with events that are never longer than memory can bear.
    private static final class Trimmed extends Socket {
        private final PacketChannel whole;

        Trimmed(PacketChannel whole) {
            this.whole = whole;
        }

        @Override
        public InputStream getInputStream() {
            return new PacketTrim(whole.getInputStream());
        }

        @Override
        public OutputStream getOutputStream() {
            return whole.getOutputStream();
        }

        @Override
        public boolean isClosed() {
            return !whole.isOpen();
        }

        @Override
        public void shutdownInput() {
            // closing does it
        }

        @Override
        public void shutdownOutput() {
            // closing does it
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}
