package dev.cartwright.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The snippets for nginx in `docs/woocommerce.md`, in a real nginx before a shop and this server.
class NginxTest {
    private static final Pattern SNIPPET = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);
    private static final String OURS = "127.0.0.1:8080";

    @TempDir private Path directory;
    private HttpServer shop;
    private RunningServer server;
    private RunningServer.Key key;
    private TestCertificate certificate;
    private Process nginx;
    private int port;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        String program = Tool.require("nginx");
        Path data = directory.resolve("data");
        certificate = TestCertificate.make(directory);
        server = RunningServer.start(data, "--demo", "--trusted-proxies", "127.0.0.1");
        key = RunningServer.createKey(data, "read");
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext(
                "/",
                exchange -> {
                    byte[] body = "the shop".getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        shop.start();
        port = freePort();
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, configuration());
        nginx =
                new ProcessBuilder(
                                program, "-p", directory.toString(), "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("nginx.log").toFile())
                        .start();
        awaitNginx();
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.destroy();
            nginx.onExit().join();
        }
        if (shop != null) {
            shop.stop(0);
        }
        if (server != null) {
            server.close();
        }
    }

    private String configuration() throws IOException {
        return """
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events {}
        http {
            access_log off;
            client_body_temp_path %1$s/body;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            server {
                listen 127.0.0.1:%2$d ssl;
                ssl_certificate %3$s;
                ssl_certificate_key %4$s;
                location / { proxy_pass http://127.0.0.1:%5$d; }
        %6$s
            }
        }
        """
                .formatted(
                        directory,
                        port,
                        certificate.certificate(),
                        certificate.key(),
                        shop.getAddress().getPort(),
                        snippets());
    }

    private String snippets() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/woocommerce.md"));
        var found = new ArrayList<String>();
        for (Matcher snippet = SNIPPET.matcher(page); snippet.find(); ) {
            found.add(snippet.group(1));
        }
        assertThat(found).hasSize(2).allMatch(snippet -> snippet.contains(OURS));
        return String.join("\n", found).replace(OURS, "127.0.0.1:" + server.address().getPort());
    }

    @Test
    void ourRoutesComeToUsOverTlsAndAllOthersStayWithTheShop() {
        for (String route :
                List.of(
                        "/wp-json/cocart/v2/sessions?per_page=1",
                        "/wp-json/cocart/v2/sessions/?per_page=1",
                        "/wp-json/cocart/preview/sessions?per_page=1",
                        "/wp-json/cocart/preview/v2/sessions?per_page=1",
                        "/wp-json/cocart/v2/whoami",
                        "/?rest_route=/cocart/v2/sessions&per_page=1",
                        "/?rest_route=%2Fcocart%2Fv2%2Fsessions&per_page=1")) {
            assertThat(curl(route)).as(route).startsWith("200").contains("X-Request-Id");
        }
        for (String route :
                List.of(
                        "/",
                        "/wp-json/",
                        "/wp-json/cocart/v2/cart",
                        "/wp-json/cocart/v2/sessionsX",
                        "/wp-json/wc/v3/orders",
                        "/?rest_route=/cocart/v2/cart",
                        "/?rest_route=/wc/v3/orders")) {
            assertThat(curl(route)).as(route).startsWith("200").endsWith("the shop");
        }
    }

    @Test
    void theCallersAddressIsTheOneThatTheProxySaw() {
        String whoami = curl("/wp-json/cocart/v2/whoami", "X-Forwarded-For: 203.0.113.9");
        assertThat(whoami).startsWith("200").contains("\"authenticated\":true");
        assertThat(server.said()).doesNotContain("\"peer\":\"203.0.113.9\"");
    }

    private String curl(String route, String... headers) {
        var command =
                new ArrayList<>(
                        List.of(
                                Tool.require("curl"),
                                "--silent",
                                "--cacert",
                                certificate.certificate().toString(),
                                "--user",
                                key.key() + ":" + key.secret(),
                                "--write-out",
                                "\n%{http_code}",
                                "--include"));
        for (String header : headers) {
            command.addAll(List.of("--header", header));
        }
        command.add("https://127.0.0.1:" + port + route);
        String answer = Run.of(command, directory, Map.of()).success();
        int status = answer.lastIndexOf('\n');
        return answer.substring(status + 1).strip() + " " + answer.substring(0, status);
    }

    private void awaitNginx() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try (var _ = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!nginx.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(Files.readString(directory.resolve("nginx.log")), e);
                }
            }
            Thread.sleep(20);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
