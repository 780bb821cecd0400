package dev.cartwright.cli;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What the doctor can know of a proxy in front: only the settings and this machine's ports, not
/// what the proxy does.
final class ProxyChecks {
    /// Where a web server that passes requests on would listen.
    static final List<Integer> USUAL_PORTS = List.of(443, 80);

    private static final String SUBJECT = "trusted-proxies";
    private static final String REMEDY =
            "Name the proxy's address in trusted-proxies and have it send X-Forwarded-For and"
                    + " X-Forwarded-Proto.";

    private ProxyChecks() {}

    static List<Finding> all(Settings settings, List<Integer> ports) {
        var findings = new ArrayList<Finding>();
        for (String proxy : settings.trustedProxies()) {
            findings.add(trusted(proxy));
        }
        if (settings.trustedProxies().isEmpty() && settings.tlsCertificate() == null) {
            untrusted(settings, ports, findings);
        }
        return findings;
    }

    private static Finding trusted(String proxy) {
        if (proxy.endsWith("/0")) {
            return Finding.fault(
                    SUBJECT,
                    proxy + " trusts the whole world",
                    "Name the proxy's own address: anybody else could pretend https.");
        }
        return Finding.ok(SUBJECT, proxy);
    }

    private static void untrusted(Settings settings, List<Integer> ports, List<Finding> findings) {
        URI url = settings.publicUrl();
        if (url != null && "https".equalsIgnoreCase(url.getScheme())) {
            findings.add(
                    Finding.warning(
                            SUBJECT,
                            "none, but public-url is https and this server speaks http: keys that"
                                    + " come through the proxy are refused",
                            REMEDY));
            return;
        }
        if (!NetworkChecks.loopback(settings)) {
            return;
        }
        for (int port : ports) {
            boolean other = port != settings.port();
            if (other && NetworkChecks.answers(InetAddress.getLoopbackAddress(), port)) {
                findings.add(
                        Finding.warning(
                                SUBJECT,
                                "none, and a web server listens on port %d of this machine"
                                                .formatted(port)
                                        + ": if it passes requests on to us without saying so, its"
                                        + " callers count as callers from this machine",
                                REMEDY));
                return;
            }
        }
    }
}
