package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.CartEnd;
import dev.cartwright.store.woocommerce.MariaDb;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What holds behind every web server that `docs/woocommerce.md` has a snippet for: this server
/// beside a recorded shop, on a real MariaDB, asked with the keys that the shop made itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebServerContract {
    static final String API = "/wp-json/cocart/v2";
    private static final String CART = "96e84626f04edfc948d2a8d59eadf8";
    private static final int CARTS = 29;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");
    private static final long PATIENCE_NANOS = 180_000_000_000L;

    private Path directory;
    private String database = "";
    private WordPressStandIn wordPress;
    private WebServer front;
    private RunningServer server;

    abstract WebServer.Kind kind();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        directory = folder;
        Tool.require("curl");
        front = WebServer.of(kind(), directory);
        database = MariaDb.server().recordedStore();
        server =
                RunningServer.start(
                        directory.resolve("data"),
                        "--woocommerce",
                        MariaDb.server().url(database),
                        "--trusted-proxies",
                        "127.0.0.1",
                        "--public-url",
                        front.address().toString());
        wordPress = WordPressStandIn.start();
        front.start(server.address(), wordPress.address());
        awaitIndex();
    }

    @AfterAll
    void stop() {
        if (front != null) {
            front.close();
        }
        if (wordPress != null) {
            wordPress.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void awaitIndex() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (get(API + "/sessions", basic("admin_r")).status() != 200) {
            assertThat(System.nanoTime()).as(server::said).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static RunningServer.Key recorded(String name) {
        try {
            Path file = Repository.testResources().resolve("recorded/fixtures.json");
            JsonNode key = Api.JSON.readTree(Files.readString(file)).get("keys").get(name);
            return new RunningServer.Key(key.get("ck").asString(), key.get("cs").asString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    static List<String> basic(String name) {
        RunningServer.Key key = recorded(name);
        return List.of("--user", key.key() + ":" + key.secret());
    }

    Curl get(String route, List<String> options) {
        return ask(front.address() + route, options);
    }

    Curl send(String method, String route, List<String> options) {
        var all = new ArrayList<>(List.of("--request", method));
        all.addAll(options);
        return get(route, all);
    }

    private Curl ask(String url, List<String> options) {
        var all = new ArrayList<>(List.of("--cacert", front.certificate().toString()));
        all.addAll(options);
        return Curl.ask(url, all, directory);
    }

    private Curl askInClear(List<String> options) {
        return ask(front.clearAddress() + API + "/sessions", options);
    }

    @Test
    void itsRoutesReachThisServer() {
        for (String route :
                List.of(
                        API + "/sessions?per_page=1",
                        API + "/sessions/?per_page=1",
                        "/wp-json/cocart/preview/sessions?per_page=1",
                        "/wp-json/cocart/preview/v2/sessions?per_page=1",
                        API + "/sessions/" + CART,
                        API + "/session/" + CART,
                        API + "/session/" + CART + "/items",
                        API + "/keys",
                        API + "/whoami")) {
            Curl answer = get(route, basic("admin_r"));
            assertThat(answer.status()).as(route).isEqualTo(200);
            assertThat(answer.header("X-Request-Id")).as(route).isNotEmpty();
        }
    }

    @Test
    void allElseStaysWithWordPress() {
        for (String route :
                List.of(
                        "/",
                        "/wp-json/",
                        "/wp-json/cocart/v2",
                        API + "/cart",
                        API + "/sessionsX",
                        API + "/products?per_page=2",
                        "/wp-json/wc/v3/orders",
                        "/wp-admin/admin-ajax.php?action=x",
                        "/?rest_route=/cocart/v2/cart",
                        "/?rest_route=/wc/v3/orders")) {
            for (String method : List.of("GET", "POST")) {
                Curl answer = send(method, route, basic("admin_r"));
                assertThat(answer.body())
                        .isEqualTo(WordPressStandIn.answerTo(method + " " + route));
            }
        }
    }

    @Test
    void pagesLeadToEachOtherUnderTheShopsOwnAddress() {
        followPages(API + "/sessions?per_page=10");
    }

    /// The next page's address is asked as it came.
    final void followPages(String first) {
        var keys = new HashSet<String>();
        int pages = 0;
        for (String url = front.address() + first; !url.isEmpty(); pages++) {
            Curl page = ask(url, basic("admin_r"));
            assertThat(page.status()).as(url).isEqualTo(200);
            assertThat(page.header("X-WP-Total")).isEqualTo(Integer.toString(CARTS));
            assertThat(page.header("Cartwright-Index-Age")).isNotEmpty();
            for (JsonNode cart : page.json()) {
                keys.add(cart.get("cart_key").asString());
                assertThat(cart.get("link").asString())
                        .startsWith(front.address() + API + "/session/");
            }
            url = next(page.header("Link"));
        }
        assertThat(pages).isEqualTo(3);
        assertThat(keys).hasSize(CARTS);
    }

    private String next(String links) {
        var next = NEXT.matcher(links);
        if (!next.find()) {
            return "";
        }
        assertThat(next.group(1)).startsWith(front.address() + "/");
        return next.group(1);
    }

    @Test
    void aWholeListArrivesUncut() {
        assertThat(get(API + "/sessions?per_page=100", basic("manager_rw")).json()).hasSize(CARTS);
    }

    @Test
    void aCartIsReadDeletedAndRestored() {
        deleteAndRestore(API + "/session/" + CART, API + "/session/" + CART + "/restore");
    }

    final void deleteAndRestore(String cart, String restore) {
        List<String> key = basic("admin_rw");
        JsonNode before = get(cart, key).json();
        assertThat(before.get("cart_key").asString()).isEqualTo(CART);
        assertThat(send("DELETE", cart, basic("admin_r")).status()).isEqualTo(403);
        assertThat(rows()).isEqualTo("1");
        assertThat(send("DELETE", cart, key).status()).isEqualTo(200);
        assertThat(rows()).isEqualTo("0");
        assertThat(get(cart, key).status()).isEqualTo(404);
        assertThat(send("POST", restore, key).status()).isEqualTo(200);
        assertThat(rows()).isEqualTo("1");
        assertThat(CartEnd.without(get(cart, key).json())).isEqualTo(CartEnd.without(before));
    }

    /// In the shop's own table.
    private String rows() {
        String sql = "SELECT count(*) FROM wp_cocart_carts WHERE cart_key = '" + CART + "'";
        return MariaDb.server().text(database, sql);
    }

    @Test
    void theShopsKeysSignInByTheQueryByBasicAndByOAuth() {
        RunningServer.Key key = recorded("admin_r");
        String list = API + "/sessions?per_page=2&orderby=total";
        String pair = "&consumer_key=%s&consumer_secret=%s".formatted(key.key(), key.secret());
        assertThat(get(list + pair, List.of()).json()).hasSize(2);
        assertThat(get(list, basic("admin_r")).json()).hasSize(2);
        for (String algorithm : List.of("sha1", "sha256")) {
            for (String place : List.of("query", "header")) {
                Curl answer = signed(key, algorithm, place, list);
                assertThat(answer.status()).as("%s %s", algorithm, place).isEqualTo(200);
                assertThat(answer.json()).hasSize(2);
            }
        }
        var wrong = new RunningServer.Key(key.key(), recorded("admin_rw").secret());
        assertThat(signed(wrong, "sha256", "query", list).status()).isEqualTo(401);
        assertThat(get(list, List.of()).status()).isEqualTo(401);
        assertThat(get(list, basic("alice_rw")).status()).isEqualTo(403);
    }

    /// By a client in Python that knows nothing of us.
    private Curl signed(RunningServer.Key key, String algorithm, String place, String route) {
        URI url = URI.create(front.address() + route);
        List<String> command =
                List.of(
                        Tool.require("python3"),
                        Repository.testResources().resolve("clients/oauth.py").toString(),
                        algorithm,
                        place,
                        "GET",
                        url.toString());
        List<String> lines =
                Run.of(command, directory, key.environment(url)).success().lines().toList();
        List<String> header =
                lines.size() > 1 ? List.of("--header", lines.getLast()) : List.<String>of();
        return ask(lines.getFirst(), header);
    }

    @Test
    void aSecretOverClearHttpIsNotLookedAtWhateverTheCallerClaims() {
        RunningServer.Key key = recorded("admin_r");
        for (String claim :
                List.of(
                        "X-Nothing: claimed",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-For: 127.0.0.1",
                        "Forwarded: for=127.0.0.1;proto=https")) {
            var options = new ArrayList<>(basic("admin_r"));
            options.addAll(List.of("--header", claim));
            Curl answer = askInClear(options);
            assertThat(answer.status()).as(claim).isEqualTo(401);
            assertThat(answer.json().get("data").get("reason").asString())
                    .isEqualTo("tls_required");
        }
        String query = "?consumer_key=%s&consumer_secret=%s".formatted(key.key(), key.secret());
        Curl answer = ask(front.clearAddress() + API + "/sessions" + query, List.of());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("tls_required").doesNotContain(key.secret());
        assertThat(server.said()).doesNotContain(key.secret());
    }

    /// From an address of the loopback network that is no trusted proxy's.
    @Test
    @EnabledOnOs(OS.LINUX)
    void theCallersAddressIsTheOneThatTheProxySaw() throws InterruptedException {
        var options = new ArrayList<>(basic("admin_r"));
        options.addAll(List.of("--interface", "127.0.0.2"));
        options.addAll(List.of("--header", "X-Forwarded-For: 203.0.113.9"));
        String id = get(API + "/whoami", options).header("X-Request-Id");
        assertThat(logged(id)).contains("\"peer\":\"127.0.0.2\"").contains("\"status\":200");
    }

    /// The line is written a little after the answer.
    private String logged(String requestId) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            for (String line : server.said().lines().toList()) {
                if (line.contains(requestId) && line.endsWith("}")) {
                    return line;
                }
            }
            assertThat(System.nanoTime()).as(server::said).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /// What curl brought back.
    ///
    /// @param head status line and headers
    record Curl(String head, String body) {
        static Curl ask(String url, List<String> options, Path directory) {
            var command =
                    new ArrayList<>(List.of(Tool.require("curl"), "--silent", "--show-error"));
            command.addAll(List.of("--include", "--ipv4", "--http1.1", "--globoff"));
            command.addAll(options);
            command.add(url);
            String answer = Run.of(command, directory, Map.of()).success();
            int end = answer.indexOf("\r\n\r\n");
            return new Curl(answer.substring(0, end), answer.substring(end + 4));
        }

        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /// All of that name; empty when none came.
        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .collect(Collectors.joining(", "));
        }

        JsonNode json() {
            return Api.JSON.readTree(body);
        }
    }
}
