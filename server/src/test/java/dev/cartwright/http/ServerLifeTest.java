package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.access.Network;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starting, TLS, addresses as the outside sees them, and stopping.
class ServerLifeTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ECHO = "/wp-json/cocart/v2/things/abc/open";

    @TempDir Path directory;

    @Test
    void speaksTlsFromPemFiles() throws Exception {
        KeyStore store = selfSigned();
        Path certificate = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("s").getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", store.getKey("s", PASSWORD).getEncoded()));
        var settings = ServerSettings.DEFAULT.with(new ServerSettings.Tls(certificate, key));
        try (var server = new TestServer(settings);
                var client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + ECHO))
                            .header("Authorization", TestServer.RIGHT.substring(15))
                            .header("X-Forwarded-For", "1.1.1.1")
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build();
            String body = client.send(request, BodyHandlers.ofString()).body();
            assertThat(body)
                    .contains("\"base\":\"https://127.0.0.1:" + server.port() + "\"")
                    .contains("KeyAndSecret");
        }
    }

    @Test
    void refusesFilesThatHoldNoKey() throws IOException {
        Path file = Files.writeString(directory.resolve("x.pem"), "nothing");
        var settings = ServerSettings.DEFAULT.with(new ServerSettings.Tls(file, file));
        assertThatThrownBy(() -> new TestServer(settings).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x.pem");
    }

    @Test
    void answers401ToKeysThatCameThroughAProxyInTheClear() throws IOException {
        try (var server = new TestServer()) {
            assertThat(
                            RawClient.get(
                                    server.port(),
                                    "/wp-json/cocart/v2/things",
                                    TestServer.RIGHT,
                                    "X-Forwarded-For: 1.1.1.1",
                                    "X-Forwarded-Proto: https"))
                    .startsWith("HTTP/1.1 401")
                    .contains("tls_required");
        }
    }

    @Test
    void believesATrustedProxy() throws IOException {
        var settings =
                ServerSettings.DEFAULT.withTrustedProxies(List.of(Network.parse("127.0.0.0/8")));
        try (var server = new TestServer(settings)) {
            assertThat(
                            RawClient.request(
                                    server.port(),
                                    "POST",
                                    ECHO,
                                    TestServer.RIGHT,
                                    "X-Forwarded-For: 192.0.2.9",
                                    "X-Forwarded-Proto: https"))
                    .contains("\"base\":\"https://shop.example\"")
                    .contains("\"peer\":\"192.0.2.9\"")
                    .contains("KeyAndSecret");
        }
    }

    @Test
    void thePublicUrlWinsOverTheHostHeader() throws IOException {
        var settings = ServerSettings.DEFAULT.withPublicUrl(URI.create("https://carts.example/"));
        try (var server = new TestServer(settings)) {
            assertThat(RawClient.request(server.port(), "POST", ECHO))
                    .contains("\"base\":\"https://carts.example\"")
                    .contains("Link: <https://carts.example/wp-json/>");
        }
    }

    @Test
    void finishesRunningRequestsBeforeItStops() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var routes =
                new Routes()
                        .outside(
                                r ->
                                        r.get(
                                                "slow",
                                                _ -> {
                                                    entered.countDown();
                                                    return await(release);
                                                }));
        var server = new TestServer(ServerSettings.DEFAULT, routes);
        int port = server.port();
        try (var client = new RawClient(port)) {
            client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
            var stopped = CompletableFuture.runAsync(server::close);
            awaitRefusal(port);
            assertThat(stopped).isNotDone();
            release.countDown();
            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 200")
                    .contains("Connection: close")
                    .endsWith("\"done\"");
            stopped.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aTakenPortIsAnError() {
        try (var first = new TestServer()) {
            var settings = ServerSettings.DEFAULT.at("127.0.0.1", first.port());
            var second =
                    new HttpServer(
                            settings,
                            TestServer.routes(),
                            first.registry,
                            java.time.InstantSource.system(),
                            new java.util.Random(1));
            assertThatThrownBy(second::start).isInstanceOf(IllegalStateException.class);
            second.close();
        }
    }

    private static Response await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return TestServer.word("done");
    }

    private static void awaitRefusal(int port) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < deadline) {
            try (var _ = new RawClient(port)) {
                Thread.onSpinWait();
            } catch (ConnectException _) {
                return;
            }
        }
        throw new AssertionError("still accepts connections");
    }

    private KeyStore selfSigned() throws Exception {
        Path file = directory.resolve("store.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int exit =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "s",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.log").toFile())
                        .start()
                        .waitFor();
        assertThat(exit).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("s", store.getCertificate("s"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
    }
}
