package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A web server of the machine before WordPress and this server, set up by the snippets that
/// `docs/woocommerce.md` gives to the owner of a shop. It speaks http on one port and https on
/// another.
final class WebServer implements AutoCloseable {
    private static final String OURS = "http://127.0.0.1:8080";
    private static final Path APACHE_MODULES = Path.of("/usr/lib/apache2/modules");
    private static final long PATIENCE_NANOS = 180_000_000_000L;

    private final Kind kind;
    private final String program;
    private final Path directory;
    private final TestCertificate certificate;
    private final int clear = RunningServer.freePort();
    private final int encrypted = RunningServer.freePort();
    private @Nullable Process process;

    enum Kind {
        NGINX,
        APACHE
    }

    private WebServer(Kind kind, String program, Path directory) {
        this.kind = kind;
        this.program = program;
        this.directory = directory;
        certificate = TestCertificate.make(directory);
    }

    /// Not started yet, but its addresses are known.
    static WebServer of(Kind kind, Path directory) {
        return switch (kind) {
            case NGINX -> new WebServer(kind, Tool.require("nginx"), directory);
            case APACHE -> {
                if (!Files.isDirectory(APACHE_MODULES)) {
                    throw Tool.missing(APACHE_MODULES + " is not there");
                }
                yield new WebServer(kind, Tool.require("apache2"), directory);
            }
        };
    }

    /// As the outside calls the shop.
    URI address() {
        return URI.create("https://localhost:" + encrypted);
    }

    /// The same without encryption.
    URI clearAddress() {
        return URI.create("http://localhost:" + clear);
    }

    /// Whom a client must trust, as PEM.
    Path certificate() {
        return certificate.certificate();
    }

    void start(URI ours, URI wordPress) throws IOException, InterruptedException {
        Path configuration = directory.resolve("server.conf");
        Files.writeString(configuration, configuration(snippets(ours), wordPress));
        process =
                new ProcessBuilder(command(configuration))
                        .redirectErrorStream(true)
                        .redirectOutput(log().toFile())
                        .start();
        await(process);
    }

    private List<String> command(Path configuration) {
        String file = configuration.toString();
        return switch (kind) {
            case NGINX -> List.of(program, "-p", directory.toString(), "-c", file);
            case APACHE -> List.of(program, "-D", "FOREGROUND", "-f", file);
        };
    }

    private String configuration(List<String> snippets, URI wordPress) {
        return switch (kind) {
            case NGINX -> nginx(snippets, wordPress);
            case APACHE -> apache(snippets, wordPress);
        };
    }

    /// Every one on the page, with our address for the page's.
    private List<String> snippets(URI ours) throws IOException {
        String language =
                switch (kind) {
                    case NGINX -> "nginx";
                    case APACHE -> "apache";
                };
        String page = Files.readString(Repository.root().resolve("docs/woocommerce.md"));
        var found = new ArrayList<String>();
        var snippet = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
        for (var matcher = snippet.matcher(page); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        assertThat(found).isNotEmpty().allMatch(one -> one.contains(OURS));
        return found.stream().map(one -> one.replace(OURS, ours.toString())).toList();
    }

    /// The user is root's own, since others may not look into a test's directory.
    private String nginx(List<String> snippets, URI wordPress) {
        return """
        daemon off;
        user root;
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
                listen 127.0.0.1:%2$d;
                listen 127.0.0.1:%3$d ssl;
                ssl_certificate %4$s;
                ssl_certificate_key %5$s;
                location / { proxy_pass %6$s; }
        %7$s
            }
        }
        """
                .formatted(
                        directory,
                        clear,
                        encrypted,
                        certificate.certificate(),
                        certificate.key(),
                        wordPress,
                        String.join("\n", snippets));
    }

    private String apache(List<String> snippets, URI wordPress) {
        String site =
                """
                ServerName localhost
                %s
                ProxyPass "/" "%s/"
                """
                        .formatted(String.join("\n", snippets), wordPress);
        return """
        ServerRoot %1$s
        DefaultRuntimeDir %1$s
        PidFile %1$s/apache.pid
        ErrorLog %1$s/error.log
        User "#65534"
        Group "#65534"
        %2$s
        Listen 127.0.0.1:%3$d
        Listen 127.0.0.1:%4$d https
        ServerName localhost
        <VirtualHost 127.0.0.1:%3$d>
        %7$s
        </VirtualHost>
        <VirtualHost 127.0.0.1:%4$d>
        SSLEngine on
        SSLCertificateFile %5$s
        SSLCertificateKeyFile %6$s
        %7$s
        </VirtualHost>
        """
                .formatted(
                        directory,
                        apacheModules(
                                "mpm_event", "authz_core", "ssl", "headers", "proxy", "proxy_http"),
                        clear,
                        encrypted,
                        certificate.certificate(),
                        certificate.key(),
                        site);
    }

    private static String apacheModules(String... names) {
        var lines = new ArrayList<String>();
        for (String name : names) {
            lines.add("LoadModule %s_module %s/mod_%s.so".formatted(name, APACHE_MODULES, name));
        }
        return String.join("\n", lines);
    }

    private void await(Process started) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!listening(clear) || !listening(encrypted)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(Files.readString(log()));
            }
            Thread.sleep(20);
        }
    }

    private static boolean listening(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }
}
