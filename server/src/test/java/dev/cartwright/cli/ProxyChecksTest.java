package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProxyChecksTest {
    private static final Path FILE = Path.of("x.pem");

    @Test
    void aProxyForHttpsThatNobodyTrustsIsAWarning() {
        Settings settings = settings("https://shop.example", null, List.of());
        assertThat(ProxyChecks.all(settings, List.of()))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
                            assertThat(finding.remedy()).contains("X-Forwarded-Proto");
                        });
        assertThat(ProxyChecks.all(settings("https://shop.example", FILE, List.of()), List.of()))
                .isEmpty();
    }

    @Test
    void aWebServerOnTheSameMachineIsAWarningWhileNoProxyIsTrusted() throws IOException {
        try (var web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            List<Integer> ports = List.of(web.getLocalPort());
            assertThat(ProxyChecks.all(settings(null, null, List.of()), ports))
                    .singleElement()
                    .satisfies(
                            finding ->
                                    assertThat(finding.message())
                                            .contains("port " + web.getLocalPort()));
            assertThat(ProxyChecks.all(settings(null, null, List.of("127.0.0.1")), ports))
                    .allMatch(finding -> finding.level() == Finding.Level.OK);
        }
    }

    @Test
    void withoutAnythingInFrontThereIsNothingToSay() {
        assertThat(ProxyChecks.all(settings(null, null, List.of()), List.of())).isEmpty();
    }

    private static Settings settings(
            @Nullable String url, @Nullable Path certificate, List<String> proxies) {
        return new Settings(
                Path.of("data"),
                null,
                null,
                "127.0.0.1",
                8080,
                url == null ? null : URI.create(url),
                certificate,
                certificate,
                proxies);
    }
}
