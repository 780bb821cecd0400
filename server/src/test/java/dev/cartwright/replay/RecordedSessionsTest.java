package dev.cartwright.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every recorded exchange of the Sessions API, asked again here: equal, or a named difference.
class RecordedSessionsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /// Steps between recorded exchanges that are not themselves in the recordings.
    private static final Map<String, String> DELETED_BEFORE =
            Map.of("session_delete_customer_id_again", "4");

    private final List<String> unexplained = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();

    @Test
    void theSessionsApi() throws IOException {
        List<Exchange> exchanges = Exchange.read("sessions.jsonl");
        try (var shop = open(exchanges.getFirst().at(), Optional.empty(), List.of(), Map.of())) {
            for (Exchange exchange : exchanges) {
                String before = DELETED_BEFORE.get(exchange.name());
                if (before != null) {
                    shop.delete(before);
                }
                replay(shop, exchange);
            }
        }
        nothingUnexplained(exchanges.size(), 150);
    }

    @Test
    void oauth() throws IOException {
        List<Exchange> exchanges = Exchange.read("oauth.jsonl");
        try (var shop = open(exchanges.getFirst().at(), Optional.empty(), List.of(), Map.of())) {
            for (Exchange exchange : exchanges) {
                if (exchange.name().equals("oauth_query_replayed_nonce")) {
                    shop.send(exchange, exchange.path());
                }
                replay(shop, exchange);
            }
        }
        nothingUnexplained(exchanges.size(), 11);
    }

    @Test
    void cartsOfTheShopFront() throws IOException {
        List<Exchange> exchanges = Exchange.read("sessions-shop-front.jsonl");
        try (var shop =
                open(
                        exchanges.getFirst().at(),
                        Optional.empty(),
                        RecordedShop.shopFrontRows(),
                        Map.of())) {
            for (Exchange exchange : exchanges) {
                replay(shop, exchange);
            }
        }
        nothingUnexplained(exchanges.size(), 5);
    }

    @Test
    void oddRows() throws IOException {
        List<Exchange> exchanges = Exchange.read("sessions-odd-rows.jsonl");
        for (Exchange exchange : exchanges) {
            try (var shop = OddRows.shop(exchange, exchanges)) {
                replay(shop, exchange);
            }
        }
        nothingUnexplained(exchanges.size(), 101);
    }

    /// Where the carts are served from.
    RecordedShop.Carts carts() {
        return RecordedShop.IMPORTED;
    }

    private RecordedShop open(
            Instant at,
            Optional<List<RecordedShop.Row>> carts,
            List<RecordedShop.Row> more,
            Map<String, String> options)
            throws IOException {
        return RecordedShop.open(carts(), at, carts, more, options);
    }

    private void replay(RecordedShop shop, Exchange exchange) throws IOException {
        RawHttp.Answer answer = shop.send(exchange, path(exchange));
        assertThat(answer.status()).as(exchange.name()).isLessThan(500);
        JsonNode body = answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        for (Difference difference : Comparison.of(exchange, answer.status(), body)) {
            Optional<String> id = KnownDifferences.id(difference);
            id.ifPresent(used::add);
            if (id.isEmpty()) {
                unexplained.add(difference.toString());
            }
        }
    }

    /// The plugin always answered with all carts; ours is asked for a page that holds them. A
    /// signed request stays as it was signed.
    private static String path(Exchange exchange) {
        boolean whole =
                exchange.answer().isArray()
                        && exchange.answer().size() > 10
                        && !exchange.path().contains("oauth_")
                        && !exchange.headers().getOrDefault("Authorization", "").startsWith("OAuth")
                        && !exchange.path().contains("page=");
        if (!whole) {
            return exchange.path();
        }
        return exchange.path() + (exchange.path().contains("?") ? "&" : "?") + "per_page=1000";
    }

    private void nothingUnexplained(int exchanges, int atLeast) throws IOException {
        assertThat(exchanges).isGreaterThanOrEqualTo(atLeast);
        assertThat(String.join("\n", unexplained)).isEmpty();
        assertThat(CompatibilityTable.ids()).containsAll(used);
    }
}
