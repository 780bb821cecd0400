package dev.cartwright.replay;

import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.InMemoryConsumerKeyStore;
import dev.cartwright.access.InMemoryUserStore;
import dev.cartwright.access.Network;
import dev.cartwright.access.Scope;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.TestSealing;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.event.Actor;
import dev.cartwright.http.Guard;
import dev.cartwright.http.HttpServer;
import dev.cartwright.http.Refusal;
import dev.cartwright.http.Routes;
import dev.cartwright.http.ServerSettings;
import dev.cartwright.rest.sessions.DeleteSession;
import dev.cartwright.rest.sessions.DeleteSessions;
import dev.cartwright.rest.sessions.GetSession;
import dev.cartwright.rest.sessions.GetSessionItems;
import dev.cartwright.rest.sessions.ListGate;
import dev.cartwright.rest.sessions.ListSessions;
import dev.cartwright.rest.sessions.RestoreSession;
import dev.cartwright.rest.sessions.SessionDescriptions;
import dev.cartwright.rest.sessions.Sessions;
import dev.cartwright.session.InMemorySessionStore;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.ShopFacts;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.woocommerce.ImportProgress;
import dev.cartwright.woocommerce.ImportWooCommerce;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;

/// The recorded shop, imported from its dump and served over a real socket.
final class RecordedShop implements AutoCloseable {
    private static final String CART_INSERT = "INSERT INTO `wp_cocart_carts` ";

    /// A row of the table of carts.
    record Row(long id, String key, String value, long created, long expiry, String source) {
        private String sql() {
            String escaped =
                    value.replace("\\", "\\\\")
                            .replace("'", "\\'")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\0", "\\0");
            return CART_INSERT
                    + "(`cart_id`, `cart_key`, `cart_value`, `cart_created`, `cart_expiry`,"
                    + " `cart_source`, `cart_hash`) VALUES (%d,'%s','%s',%d,%d,'%s','');\n"
                            .formatted(id, key, escaped, created, expiry, source);
        }
    }

    /// Where the carts of the shop are served from.
    interface Carts {
        /// Of a shop that is being opened.
        ///
        /// @param imported what an import made of the dump's carts
        /// @param currency the shop's
        Opened open(Path dump, SessionStore imported, Currency currency, InstantSource clock)
                throws IOException;
    }

    record Opened(SessionStore sessions, Runnable close) {}

    /// From what was imported.
    static final Carts IMPORTED = (_, imported, _, _) -> new Opened(imported, () -> {});

    private final AtomicReference<Instant> now;
    private final Opened carts;
    private final ConsumerKeys keys;
    private final HttpServer server;
    private final RawHttp http;

    private RecordedShop(
            AtomicReference<Instant> now, Opened carts, ConsumerKeys keys, HttpServer server) {
        this.now = now;
        this.carts = carts;
        this.keys = keys;
        this.server = server;
        this.http = new RawHttp(server.port());
    }

    /// @param carts instead of the dump's own; empty for those
    /// @param more beside them
    /// @param options changed from what the dump says, by their names
    static RecordedShop open(
            Instant at, Optional<List<Row>> carts, List<Row> more, Map<String, String> options)
            throws IOException {
        return open(IMPORTED, at, carts, more, options);
    }

    static RecordedShop open(
            Carts from,
            Instant at,
            Optional<List<Row>> carts,
            List<Row> more,
            Map<String, String> options)
            throws IOException {
        Path dump = Files.createTempFile("recorded", ".sql");
        try {
            Files.writeString(dump, dump(carts, more, options));
            return open(from, at, dump);
        } finally {
            Files.delete(dump);
        }
    }

    private static String dump(
            Optional<List<Row>> carts, List<Row> more, Map<String, String> options)
            throws IOException {
        String text;
        try (var in = new GZIPInputStream(Exchange.open("/recorded/store/store.sql.gz"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> option : options.entrySet()) {
            text =
                    text.replaceAll(
                            ",'" + option.getKey() + "','[^']*',",
                            ",'" + option.getKey() + "','" + option.getValue() + "',");
        }
        var kept = new StringBuilder();
        boolean placed = false;
        for (String line : text.split("\n", -1)) {
            boolean cart = line.startsWith(CART_INSERT);
            if (cart && !placed) {
                placed = true;
                carts.ifPresent(rows -> rows.forEach(row -> kept.append(row.sql())));
                more.forEach(row -> kept.append(row.sql()));
            }
            if (!cart || carts.isEmpty()) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    private static RecordedShop open(Carts from, Instant at, Path dump) throws IOException {
        var now = new AtomicReference<>(at);
        InstantSource clock = now::get;
        var imported = new InMemorySessionStore(clock);
        var users = new InMemoryUserStore();
        var shop = new InMemoryShopStore();
        var keyStore = new InMemoryConsumerKeyStore(clock);
        SecretSealing sealing = TestSealing.sealing();
        var importKeys = new ImportKeys(keyStore, sealing, clock);
        new ImportWooCommerce(imported, users, shop, importKeys, clock)
                .run(dump, Optional.empty(), ImportProgress.NONE);
        var keys =
                new ConsumerKeys(
                        keyStore,
                        users,
                        sealing,
                        new SecureRandom(),
                        clock,
                        failure -> {
                            throw failure;
                        });
        keys.refresh();
        Opened carts = from.open(dump, imported, shop.settings().currency(), clock);
        var sessions = new Sessions(carts.sessions(), shop, facts(shop, users), clock);
        Routes routes = routes(new Guard(keys), sessions);
        var server =
                new HttpServer(
                        ServerSettings.DEFAULT
                                .at("127.0.0.1", 0)
                                .withTrustedProxies(List.of(Network.parse("127.0.0.1/32"))),
                        routes,
                        new SimpleMeterRegistry(),
                        clock,
                        new Random(1));
        return new RecordedShop(now, carts, keys, server.start());
    }

    private static Routes routes(Guard guard, Sessions sessions) {
        var gate = new ListGate(ListGate.DEFAULT_CARTS, Duration.ofSeconds(10));
        var routes = new Routes();
        routes.under(
                SessionDescriptions.PREFIXES,
                group -> {
                    group.get(
                            "sessions",
                            guard.managers(
                                    Scope.SESSIONS, Refusal.LIST, new ListSessions(sessions, gate)),
                            SessionDescriptions.list());
                    group.delete(
                            "sessions",
                            guard.managers(
                                    Scope.SESSIONS, Refusal.DELETE, new DeleteSessions(sessions)),
                            SessionDescriptions.bulk());
                    for (String one : List.of("sessions/{key}", "session/{key}")) {
                        group.get(
                                one,
                                guard.managers(
                                        Scope.SESSIONS, Refusal.VIEW, new GetSession(sessions)),
                                SessionDescriptions.single());
                        group.delete(
                                one,
                                guard.managers(
                                        Scope.SESSIONS,
                                        Refusal.DELETE,
                                        new DeleteSession(sessions)),
                                SessionDescriptions.delete());
                        group.get(
                                one + "/items",
                                guard.managers(
                                        Scope.SESSIONS,
                                        Refusal.VIEW,
                                        new GetSessionItems(sessions)),
                                SessionDescriptions.items());
                        group.post(
                                one + "/restore",
                                guard.managers(
                                        Scope.SESSIONS, Refusal.EDIT, new RestoreSession(sessions)),
                                SessionDescriptions.restore());
                    }
                });
        return routes;
    }

    private static ShopFacts facts(InMemoryShopStore shop, InMemoryUserStore users) {
        return new ShopFacts() {
            @Override
            public Availability product(long catalogueId) {
                return shop.product(catalogueId)
                        .map(
                                product ->
                                        product.purchasable()
                                                ? Availability.PURCHASABLE
                                                : Availability.UNAVAILABLE)
                        .orElse(Availability.UNKNOWN);
            }

            @Override
            public boolean couponKnown(String code) {
                return shop.coupon(code).isPresent();
            }

            @Override
            public boolean userKnown(long userId) {
                return users.find(userId).isPresent();
            }
        };
    }

    void delete(String key) {
        carts.sessions().trash(new CartKey(key), Actor.SYSTEM);
    }

    RawHttp.Answer send(Exchange exchange, String path) throws IOException {
        now.set(exchange.at());
        var headers = new java.util.LinkedHashMap<String, String>();
        headers.put("Host", "127.0.0.1:8088");
        headers.put("X-Forwarded-For", "127.0.0.1");
        headers.put("X-Forwarded-Proto", exchange.tls() ? "https" : "http");
        headers.putAll(exchange.headers());
        return http.send(exchange.method(), path, headers, exchange.body());
    }

    @Override
    public void close() {
        server.close();
        keys.close();
        carts.close().run();
    }

    static List<Row> shopFrontRows() {
        var rows = new ArrayList<Row>();
        Exchange.json("store/native_rows.json")
                .forEach(
                        row ->
                                rows.add(
                                        new Row(
                                                Long.parseLong(row.path("cart_id").asString()),
                                                row.path("cart_key").asString(),
                                                row.path("cart_value").asString(),
                                                Long.parseLong(row.path("cart_created").asString()),
                                                Long.parseLong(row.path("cart_expiry").asString()),
                                                row.path("cart_source").asString())));
        return rows;
    }
}
