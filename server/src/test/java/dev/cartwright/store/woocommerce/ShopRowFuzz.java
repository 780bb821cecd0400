package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.fuzz.Bounded;
import dev.cartwright.http.Response;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Diagnosis;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Problem;
import dev.cartwright.session.ShopFacts;
import dev.cartwright.session.StoredSession;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.wire.JsonWriting;
import dev.cartwright.wire.SessionJson;
import dev.cartwright.woocommerce.Account;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.LiveCarts;
import dev.cartwright.woocommerce.ShopCart;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What holds for any row of a shop's table: from its bytes to the answer's bytes.
///
/// The input is the row's columns, a line each, and the value behind them.
public final class ShopRowFuzz {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Account ACCOUNT = new Account("account@example.com", "Ann", "Account");
    private static final Currency YEN = new Currency("JPY", "Yen", 0, ",", ".", "¥", "");
    private static final JsonMapper MAPPER =
            new JsonMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder().maxNameLength(1 << 20).build())
                            .build());
    private static final InMemoryShopStore SHOP = new InMemoryShopStore();

    private static final ShopFacts NOTHING_KNOWN =
            new ShopFacts() {
                @Override
                public Availability product(long catalogueId) {
                    return Availability.UNKNOWN;
                }

                @Override
                public boolean couponKnown(String code) {
                    return false;
                }

                @Override
                public boolean userKnown(long userId) {
                    return false;
                }
            };

    private ShopRowFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ShopCart row = new Columns(input).row();
        var live = new LiveCarts(row.id() % 2 == 0 ? Currency.USD : YEN);
        Optional<ImportedSession> read =
                Bounded.by(input.length, () -> live.read(row, ACCOUNT, NOW));
        boolean possible = CartKey.parse(row.key()).isPresent();
        claim(read.isPresent() == possible, "a row is a session when a cart can have its key");
        if (read.isEmpty()) {
            return;
        }
        ImportedSession session = read.get();
        Optional<ImportedSession> summary = live.summary(row, ACCOUNT, NOW);
        claim(
                told(summary.orElseThrow()).equals(told(session)),
                "the index knows of a cart what its row tells");
        shown(session, session.document());
        shown(session, Trimmed.of(session.document()));
    }

    private static void shown(ImportedSession session, CartDocument document) {
        var stored = new StoredSession(SessionRows.of(session, 1), document);
        List<Problem> problems = Diagnosis.of(stored, NOW, NOTHING_KNOWN);
        claim(!problems.isEmpty(), "an imported cart has problems: its times are estimates");
        var json = new SessionJson(SHOP, "https://shop.example.com", NOW);
        String key = session.key().value();
        for (JsonWriting writing :
                List.<JsonWriting>of(
                        out -> json.element(out, stored, problems),
                        out -> json.single(out, stored, problems, true))) {
            byte[] bytes = Response.encode(writing);
            JsonNode tree = MAPPER.readTree(bytes);
            claim(tree.path("cart_key").asString().equals(key), "an answer can be read again");
            wellFormed(tree);
        }
    }

    private static void wellFormed(JsonNode node) {
        if (node.isString()) {
            wellFormed(node.stringValue());
        }
        node.properties()
                .forEach(
                        entry -> {
                            wellFormed(entry.getKey());
                            wellFormed(entry.getValue());
                        });
        if (node.isArray()) {
            node.forEach(ShopRowFuzz::wellFormed);
        }
    }

    private static void wellFormed(String text) {
        boolean lone =
                text.codePoints()
                        .anyMatch(
                                c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        claim(!lone, "no text of an answer has half a character");
    }

    private static List<Object> told(ImportedSession session) {
        return switch (session.document()) {
            case CartDocument.Readable(Cart cart) ->
                    List.of(
                            session.times(),
                            session.source(),
                            cart.items().stream().map(CartItem::catalogueId).toList(),
                            cart.items().stream().map(CartItem::quantity).toList(),
                            cart.totals().total(),
                            cart.customer().id(),
                            cart.customer().email(),
                            cart.customer().name(),
                            cart.currency());
            case CartDocument.Unreadable(String reason, byte[] raw) ->
                    List.of(session.times(), session.source(), reason, raw.length);
        };
    }

    private static void claim(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + claim);
        }
    }

    /// Takes one line of the input after the other.
    private static final class Columns {
        private final byte[] input;
        private int at;

        Columns(byte[] input) {
            this.input = input;
        }

        ShopCart row() {
            boolean cocart = !CartSql.text(line()).startsWith("w");
            long id = CartSql.number(line());
            String key = CartSql.text(line());
            long created = CartSql.number(line());
            long expiry = CartSql.number(line());
            String source = CartSql.text(line());
            String hash = CartSql.text(line());
            byte[] value = Arrays.copyOfRange(input, at, input.length);
            return new ShopCart(
                    cocart ? CartTable.COCART : CartTable.WOOCOMMERCE,
                    id,
                    key,
                    created,
                    expiry,
                    source,
                    hash,
                    value.length,
                    value,
                    "");
        }

        private byte[] line() {
            int start = at;
            while (at < input.length && input[at] != '\n') {
                at++;
            }
            byte[] line = Arrays.copyOfRange(input, start, at);
            at = Math.min(at + 1, input.length);
            return line;
        }
    }
}
