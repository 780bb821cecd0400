package dev.cartwright.http;

import dev.cartwright.access.Network;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where and how the server listens.
///
/// @param host address or name to bind
/// @param port 0 for any free one
/// @param tls null for clear http
/// @param publicUrl how the outside reaches this server, without query; null to believe the Host
///     header
/// @param trustedProxies whose forwarded headers are believed
public record ServerSettings(
        String host,
        int port,
        @Nullable Tls tls,
        @Nullable URI publicUrl,
        List<Network> trustedProxies,
        Limits limits,
        Timeouts timeouts) {
    public static final ServerSettings DEFAULT =
            new ServerSettings(
                    "127.0.0.1", 8080, null, null, List.of(), Limits.DEFAULT, Timeouts.DEFAULT);

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        trustedProxies = List.copyOf(trustedProxies);
    }

    public Optional<Tls> optionalTls() {
        return Optional.ofNullable(tls);
    }

    public ServerSettings at(String newHost, int newPort) {
        return new ServerSettings(
                newHost, newPort, tls, publicUrl, trustedProxies, limits, timeouts);
    }

    public ServerSettings with(@Nullable Tls newTls) {
        return new ServerSettings(host, port, newTls, publicUrl, trustedProxies, limits, timeouts);
    }

    public ServerSettings with(Limits newLimits) {
        return new ServerSettings(host, port, tls, publicUrl, trustedProxies, newLimits, timeouts);
    }

    public ServerSettings with(Timeouts newTimeouts) {
        return new ServerSettings(host, port, tls, publicUrl, trustedProxies, limits, newTimeouts);
    }

    public ServerSettings withPublicUrl(@Nullable URI url) {
        return new ServerSettings(host, port, tls, url, trustedProxies, limits, timeouts);
    }

    public ServerSettings withTrustedProxies(List<Network> ranges) {
        return new ServerSettings(host, port, tls, publicUrl, ranges, limits, timeouts);
    }

    /// @param certificateChain PEM, the server's own certificate first
    /// @param privateKey PEM, PKCS#8, not encrypted
    public record Tls(Path certificateChain, Path privateKey) {}

    /// How much a caller may send.
    ///
    /// @param maxBodyBytes answered with 413
    /// @param maxHeaderBytes all headers together; answered with 431
    /// @param maxUrlBytes the whole request line; answered with 414
    /// @param maxConnections open at once; more wait in the backlog
    public record Limits(
            int maxBodyBytes, int maxHeaderBytes, int maxUrlBytes, int maxConnections) {
        public static final Limits DEFAULT = new Limits(256 * 1024, 16 * 1024, 8 * 1024, 4096);

        public Limits {
            positive("maxBodyBytes", maxBodyBytes);
            positive("maxHeaderBytes", maxHeaderBytes);
            positive("maxUrlBytes", maxUrlBytes);
            positive("maxConnections", maxConnections);
        }

        private static void positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, not " + value);
            }
        }
    }

    /// How long a caller may take. When a time is over the connection is closed.
    ///
    /// @param idle without a request on a connection that had one
    /// @param requestRead from the first byte of a request to its last
    /// @param write for one piece of an answer to leave
    /// @param answer from the first byte of an answer to its last, however steadily it is read: who
    ///     reads a long list has room that others wait for
    /// @param shutdownGrace for running requests to end when the server stops
    public record Timeouts(
            Duration idle,
            Duration requestRead,
            Duration write,
            Duration answer,
            Duration shutdownGrace) {
        public static final Timeouts DEFAULT =
                new Timeouts(
                        Duration.ofSeconds(75),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(10));

        /// The one that ends first.
        Duration shortest() {
            return Stream.of(idle, requestRead, write, answer)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
