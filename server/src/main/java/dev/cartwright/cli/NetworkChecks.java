package dev.cartwright.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What the doctor asks of the network: the port, TLS, the public address.
final class NetworkChecks {
    private static final int PATIENCE_MILLIS = 2000;
    private static final Duration SOON = Duration.ofDays(21);

    private NetworkChecks() {}

    static List<Finding> all(Settings settings, InstantSource clock) {
        var findings = new ArrayList<Finding>();
        findings.add(port(settings));
        tls(settings, clock.instant(), findings);
        publicUrl(settings, findings);
        findings.addAll(ProxyChecks.all(settings, ProxyChecks.USUAL_PORTS));
        return findings;
    }

    static Finding port(Settings settings) {
        if (settings.port() == 0) {
            return Finding.ok("port", "any free one");
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.host());
        } catch (UnknownHostException _) {
            return Finding.fault(
                    "host",
                    "'%s' is not known here".formatted(settings.host()),
                    "Give an address of this machine with --host.");
        }
        String place = settings.host() + ":" + settings.port();
        if (free(new InetSocketAddress(address, settings.port()))) {
            return Finding.ok("port", place + " is free");
        }
        if (!answers(address, settings.port())) {
            return Finding.fault(
                    "port",
                    place + " cannot be listened on",
                    "Another program has it, or it is not ours: choose another with --port.");
        }
        if (settings.tlsCertificate() != null || healthy(settings)) {
            return Finding.ok("port", place + " is in use, by a server that answers");
        }
        return Finding.fault(
                "port",
                place + " is in use by another program",
                "Stop it, or choose another port with --port.");
    }

    private static boolean free(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static boolean answers(InetAddress address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(reachable(address), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static InetAddress reachable(InetAddress address) {
        return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    }

    private static boolean healthy(Settings settings) {
        try {
            String host = reachable(InetAddress.getByName(settings.host())).getHostAddress();
            String literal = host.contains(":") ? "[" + host + "]" : host;
            var url = URI.create("http://" + literal + ":" + settings.port() + "/healthz").toURL();
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }

    private static void tls(Settings settings, Instant now, List<Finding> findings) {
        Path certificate = settings.tlsCertificate();
        Path key = settings.tlsKey();
        if (certificate == null && key == null) {
            return;
        }
        if (certificate == null || key == null) {
            findings.add(
                    Finding.fault(
                            "tls",
                            "certificate and key go together, and one is missing",
                            "Set both tls-certificate and tls-key, or neither."));
            return;
        }
        findings.add(certificate(certificate, now));
        findings.add(privateKey(key));
    }

    private static Finding certificate(Path file, Instant now) {
        X509Certificate certificate;
        try (InputStream stream = Files.newInputStream(file)) {
            certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(stream);
        } catch (IOException | CertificateException failure) {
            return Finding.fault(
                    "tls certificate",
                    "%s cannot be read: %s".formatted(file, failure.getMessage()),
                    "Give a PEM file that this user may read.");
        }
        Instant end = certificate.getNotAfter().toInstant();
        if (!end.isAfter(now)) {
            return Finding.fault(
                    "tls certificate", "expired on " + Moments.show(end), "Renew the certificate.");
        }
        if (certificate.getNotBefore().toInstant().isAfter(now)) {
            return Finding.fault(
                    "tls certificate",
                    "not valid yet",
                    "Check the clock, or use a certificate that is valid now.");
        }
        if (end.isBefore(now.plus(SOON))) {
            return Finding.warning(
                    "tls certificate",
                    "ends on " + Moments.show(end),
                    "Renew the certificate and start the server anew.");
        }
        return Finding.ok("tls certificate", "valid until " + Moments.show(end));
    }

    private static Finding privateKey(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!text.contains("PRIVATE KEY-----")) {
                return Finding.fault(
                        "tls key", file + " holds no private key", "Give the key as a PEM file.");
            }
            return Finding.ok("tls key", file + " can be read");
        } catch (IOException failure) {
            return Finding.fault(
                    "tls key",
                    file + " cannot be read: " + failure.getMessage(),
                    "Give a PEM file that this user may read.");
        }
    }

    private static void publicUrl(Settings settings, List<Finding> findings) {
        URI url = settings.publicUrl();
        if (url == null) {
            if (!loopback(settings) && settings.tlsCertificate() == null) {
                findings.add(
                        Finding.warning(
                                "public-url",
                                "not set, and the server listens beyond this machine without TLS",
                                "Keys are refused over clear http: set TLS, or a proxy with"
                                        + " trusted-proxies and public-url."));
            }
            return;
        }
        if (url.getHost() == null) {
            findings.add(
                    Finding.fault(
                            "public-url",
                            "'%s' names no host".formatted(url),
                            "Write it as https://shop.example."));
        } else if (!"https".equalsIgnoreCase(url.getScheme())) {
            findings.add(
                    Finding.warning(
                            "public-url",
                            url + " is not https",
                            "Keys are refused over clear http from elsewhere."));
        } else {
            findings.add(Finding.ok("public-url", url.toString()));
        }
    }

    static boolean loopback(Settings settings) {
        try {
            return InetAddress.getByName(settings.host()).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
