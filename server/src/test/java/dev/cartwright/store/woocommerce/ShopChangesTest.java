package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Contended;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import dev.cartwright.store.sql.SqlSessionIndex;
import dev.cartwright.session.Times;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.CartTarget.Outcome;
import dev.cartwright.woocommerce.ExportedCart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What WordPress does beside us is seen, and what we do is what WordPress expects.
class ShopChangesTest {
    private final long soon = Instant.now().getEpochSecond() + 604_800;
    private static final CartKey GUEST = new CartKey("t_guest");
    private static final CartKey USER = new CartKey("7");
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    @TempDir private Path directory;
    private ShopBench bench;

    @BeforeEach
    void attach() {
        bench =
                ShopBench.of(
                        ShopBench.emptyShop(), directory.resolve("own.db"), InstantSource.system());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> keys() {
        return rows(SessionFilter.ALL).stream().map(row -> row.key().value()).toList();
    }

    @Test
    void anIndexThatSomebodyDoubtsIsFilledAnewWhileTheServerRuns() {
        bench.put(GUEST.value(), ShopBench.word("one"), soon);
        bench.started();
        var beside = new SqlSessionIndex(bench.database);
        bench.run("UPDATE wp_cocart_carts SET cart_hash = 'other'");
        beside.doubt();
        ShopBench.await("a new filling", beside::complete);
        bench.awaitLikeTheShop();
        assertThat(keys()).containsExactly(GUEST.value());
    }

    private List<Session> rows(SessionFilter filter) {
        return bench.store()
                .list(filter, SessionOrder.NEWEST_FIRST, new PageRequest.Numbered(1, 100))
                .rows();
    }

    private static String word(StoredSession stored) {
        var cart = ((CartDocument.Readable) stored.document()).cart();
        return String.valueOf(cart.sessionValue()).replaceAll(".*value=(\\w+)\\].*", "$1");
    }

    @Test
    void aSingleCartIsReadFromItsRowAlsoBeforeTheIndexIsThere() {
        bench.put("t_guest", ShopBench.word("one"), soon);
        assertThat(word(bench.store().find(GUEST).orElseThrow())).isEqualTo("one");
        assertThatThrownBy(this::keys).hasMessageContaining("is being built");
        assertThatThrownBy(() -> bench.store().counts()).hasMessageContaining("is being built");
        bench.put("t_guest", ShopBench.word("two"), soon);
        assertThat(word(bench.store().find(GUEST).orElseThrow())).isEqualTo("two");
        assertThat(bench.store().find(new CartKey("T_GUEST"))).isEmpty();
    }

    @Test
    void newChangedAndVanishedCartsReachTheListsByThemselves() {
        bench.put("t_guest", ShopBench.word("one"), soon);
        bench.started();
        assertThat(keys()).containsExactly("t_guest");
        bench.put("t_new", ShopBench.word("x"), soon);
        bench.putNative("t_native", ShopBench.word("y"), soon);
        ShopBench.await("new carts", () -> keys().size() == 3);
        long version = bench.store().find(GUEST).orElseThrow().session().version();
        bench.put("t_guest", ShopBench.word("two"), soon + 9);
        ShopBench.await(
                "the change",
                () ->
                        rows(SessionFilter.ALL).stream()
                                .anyMatch(
                                        row -> row.key().equals(GUEST) && row.version() > version));
        bench.run("DELETE FROM wp_cocart_carts WHERE cart_key = 't_new'");
        ShopBench.await("the deletion", () -> keys().size() == 2);
        bench.awaitLikeTheShop();
    }

    @Test
    void whatIsObservedIsNoEstimate() {
        bench.put("t_old", ShopBench.word("one"), soon - 1000);
        bench.putNative("t_nat", ShopBench.word("one"), soon);
        bench.started();
        assertThat(rows(SessionFilter.ALL)).allMatch(row -> row.times().estimated());
        bench.put("t_old", ShopBench.word("two"), soon);
        bench.putNative("t_new", ShopBench.word("one"), soon);
        ShopBench.await("the news", () -> keys().size() == 3);
        bench.awaitLikeTheShop();
        for (Session row : rows(SessionFilter.ALL)) {
            boolean unknown = row.key().value().equals("t_nat");
            assertThat(row.times().estimated()).as(row.key().value()).isEqualTo(unknown);
        }
        Instant activity =
                bench.store()
                        .find(new CartKey("t_old"))
                        .orElseThrow()
                        .session()
                        .times()
                        .lastActivity();
        assertThat(activity).isBetween(Instant.now().minusSeconds(70), Instant.now());
    }

    @Test
    void aKeyInBothTablesIsShownOnceAndDeletedInBoth() {
        bench.putNative("t_guest", ShopBench.word("native"), soon);
        bench.started();
        assertThat(rows(SessionFilter.ALL).getFirst().id()).isGreaterThan(1L << 40);
        bench.put("t_guest", ShopBench.word("headless"), soon);
        ShopBench.await(
                "the other row",
                () -> rows(SessionFilter.ALL).getFirst().source().equals("cocart"));
        assertThat(keys()).containsExactly("t_guest");
        assertThat(word(bench.store().find(GUEST).orElseThrow())).isEqualTo("headless");
        assertThat(bench.store().trash(GUEST, Actor.OPERATOR)).isPresent();
        assertThat(bench.inShop()).isEmpty();
        assertThat(bench.store().restore(GUEST, Actor.OPERATOR))
                .isInstanceOf(Restoration.Restored.class);
        assertThat(bench.column("SELECT session_value FROM wp_woocommerce_sessions"))
                .containsExactly(text(ShopBench.word("native")));
        bench.run("DELETE FROM wp_cocart_carts");
        ShopBench.await(
                "the row behind",
                () -> rows(SessionFilter.ALL).getFirst().source().equals("woocommerce"));
        bench.awaitLikeTheShop();
    }

    /// Nobody looks after the index here: what was done itself is told to it.
    @Test
    void aCartOfWooCommercesOwnTableLeavesTheListsAtOnce() {
        bench.putNative("t_guest", ShopBench.word("native"), soon);
        bench.started();
        bench.sessions.keeper().close();
        bench.store().trash(GUEST, Actor.OPERATOR);
        assertThat(keys()).isEmpty();
        assertThat(bench.store().counts().live()).isZero();
        bench.store().restore(GUEST, Actor.OPERATOR);
        assertThat(keys()).containsExactly("t_guest");
        bench.store().purge(GUEST, Actor.OPERATOR);
        assertThat(keys()).isEmpty();
        assertThat(bench.store().counts().live()).isZero();
    }

    /// With a number of before a translation it would never be looked at again.
    @Test
    void aRestoredCartOfWooCommercesOwnTableIsSweptAlsoWhenTheIndexHadLostIt() {
        bench.close();
        bench =
                ShopBench.of(
                        bench.name,
                        MariaDb.server().open(bench.name),
                        directory.resolve("own.db"),
                        InstantSource.system(),
                        trash ->
                                new ForwardingTrash(trash) {
                                    @Override
                                    public List<Session> complete(
                                            List<Pending> pending, List<String> fingerprints) {
                                        bench.index.remove(List.of(GUEST));
                                        return super.complete(pending, fingerprints);
                                    }
                                });
        bench.putNative("t_guest", ShopBench.word("native"), soon);
        bench.started();
        bench.sessions.keeper().close();
        bench.store().trash(GUEST, Actor.OPERATOR);
        bench.store().restore(GUEST, Actor.OPERATOR);
        String origin = CartTable.WOOCOMMERCE.origin();
        assertThat(bench.index.marks(origin, 0, 10))
                .extracting(mark -> mark.rowId())
                .containsExactly((1L << 40) + 1);
    }

    @Test
    void numbersBeyondAllReasonAreSweptToo() {
        bench.run(
                "ALTER TABLE wp_cocart_carts AUTO_INCREMENT = 1099511627780",
                "ALTER TABLE wp_woocommerce_sessions AUTO_INCREMENT = 2199023255555");
        bench.put("t_first", ShopBench.word("one"), soon);
        bench.put("t_guest", ShopBench.word("one"), soon);
        bench.putNative("t_native", ShopBench.word("one"), soon);
        bench.started();
        assertThat(keys()).hasSize(3);
        bench.put("t_guest", ShopBench.word("two"), soon);
        bench.putNative("t_new", ShopBench.word("new"), soon);
        bench.awaitLikeTheShop();
        bench.run(
                "DELETE FROM wp_cocart_carts WHERE cart_key = 't_guest'",
                "DELETE FROM wp_woocommerce_sessions WHERE session_key = 't_native'");
        bench.awaitLikeTheShop();
        assertThat(keys()).containsExactlyInAnyOrder("t_first", "t_new");
        bench.store().trash(new CartKey("t_new"), Actor.OPERATOR);
        assertThat(keys()).containsExactly("t_first");
        bench.store().restore(new CartKey("t_new"), Actor.OPERATOR);
        bench.awaitLikeTheShop();
        assertThat(bench.column("SELECT session_id FROM wp_woocommerce_sessions"))
                .containsExactly("2199023255556");
    }

    @Test
    void aColumnThatTheDatabaseWorksOutItselfKeepsNoCartInTrash() {
        bench.run(
                "ALTER TABLE wp_cocart_carts"
                        + " ADD COLUMN day bigint GENERATED ALWAYS AS (cart_expiry DIV 86400) STORED,"
                        + " ADD COLUMN hour bigint AS (cart_expiry DIV 3600) VIRTUAL");
        bench.put("t_guest", ShopBench.word("cart"), soon);
        bench.started();
        bench.store().trash(GUEST, Actor.OPERATOR);
        assertThat(bench.store().restore(GUEST, Actor.OPERATOR))
                .isInstanceOf(Restoration.Restored.class);
        assertThat(bench.column("SELECT day FROM wp_cocart_carts"))
                .containsExactly(Long.toString(soon / 86_400));
    }

    @Test
    void whatWasNullIsNullAgain() {
        bench.run("ALTER TABLE wp_cocart_carts ADD COLUMN note varchar(9) NULL DEFAULT 'new'");
        bench.put("t_guest", ShopBench.word("cart"), soon);
        bench.run("UPDATE wp_cocart_carts SET note = NULL");
        bench.started();
        bench.store().trash(GUEST, Actor.OPERATOR);
        bench.store().restore(GUEST, Actor.OPERATOR);
        assertThat(bench.column("SELECT COALESCE(note, 'null') FROM wp_cocart_carts"))
                .containsExactly("null");
    }

    @Test
    void aCopyWithAUserThatIsBeyondTheLimitIsNotReadAndGoesForGood() {
        bench.put("7", ShopBench.word("hers"), soon);
        bench.run(
                "INSERT INTO wp_usermeta VALUES (4, 7, '_woocommerce_persistent_cart_1',"
                        + " REPEAT('x', 9000000))");
        bench.started();
        assertThatThrownBy(() -> bench.store().trash(USER, Actor.OPERATOR))
                .isInstanceOf(Contended.class)
                .hasMessageContaining("too large");
        assertThat(bench.store().purge(USER, Actor.OPERATOR)).isPresent();
        assertThat(bench.column("SELECT COUNT(*) FROM wp_usermeta")).containsExactly("0");
        assertThat(bench.inShop()).isEmpty();
    }

    @Test
    void whatThePluginsTableGetsNeverHidesALiveCartOfTheOther() {
        bench.putNative("t_guest", ShopBench.word("live"), soon);
        bench.putNative("T_OTHER", ShopBench.word("live"), soon);
        var times = new Times(NOW, NOW, NOW, NOW.plusSeconds(9), false);
        var exported =
                Stream.of("t_guest", "t_other", "t_new")
                        .map(
                                key ->
                                        new ExportedCart(
                                                new CartKey(key),
                                                times,
                                                "cocart",
                                                "",
                                                ShopBench.word("old")))
                        .toList();
        assertThat(new ShopCartTarget(bench.shop).add(exported))
                .containsExactly(Outcome.KEPT_THEIRS, Outcome.KEPT_THEIRS, Outcome.WRITTEN);
        assertThat(word(bench.store().find(GUEST).orElseThrow())).isEqualTo("live");
    }

    @Test
    void aCustomersCartGoesAndComesWithTheCopyThatWordPressKeeps() {
        bench.run(
                "INSERT INTO wp_users VALUES (7, 'ann', 'ann@example.com')",
                "INSERT INTO wp_usermeta VALUES (3, 7, 'billing_first_name', 'Ann')",
                "INSERT INTO wp_usermeta VALUES"
                        + " (4, 7, '_woocommerce_persistent_cart_1', 'a:1:{s:4:\"cart\";a:0:{}}')");
        bench.put("7", ShopBench.word("hers"), soon);
        bench.run("ALTER TABLE wp_cocart_carts ADD COLUMN cart_user_id bigint NULL");
        bench.run("UPDATE wp_cocart_carts SET cart_user_id = 7, cart_hash = 'kept'");
        bench.started();
        Session row = rows(SessionFilter.ALL).getFirst();
        assertThat(row.email()).isEqualTo("ann@example.com");
        assertThat(row.name()).isEqualTo("Ann");
        List<String> before =
                bench.column(
                        "SELECT CONCAT_WS('|', cart_id, cart_key, cart_value,"
                                + " cart_created, cart_expiry, cart_source, cart_hash, cart_user_id)"
                                + " FROM wp_cocart_carts");
        bench.store().trash(USER, Actor.OPERATOR);
        assertThat(bench.column("SELECT meta_key FROM wp_usermeta"))
                .containsExactly("billing_first_name");
        assertThat(bench.store().restore(USER, Actor.OPERATOR))
                .isInstanceOf(Restoration.Restored.class);
        assertThat(
                        bench.column(
                                "SELECT CONCAT_WS('|', cart_id, cart_key, cart_value,"
                                        + " cart_created, cart_expiry, cart_source, cart_hash, cart_user_id)"
                                        + " FROM wp_cocart_carts"))
                .isEqualTo(before);
        assertThat(bench.column("SELECT meta_value FROM wp_usermeta WHERE meta_key LIKE '\\\\_w%'"))
                .containsExactly("a:1:{s:4:\"cart\";a:0:{}}");
    }

    @Test
    void aRestorationNeverOverwritesANewerCart() {
        bench.put("t_guest", ShopBench.word("old"), soon);
        bench.started();
        bench.store().trash(GUEST, Actor.OPERATOR);
        bench.put("t_guest", ShopBench.word("new"), soon);
        assertThat(bench.store().restore(GUEST, Actor.OPERATOR))
                .isInstanceOf(Restoration.KeyTaken.class);
        bench.run("DELETE FROM wp_cocart_carts");
        bench.putNative("t_guest", ShopBench.word("new"), soon);
        assertThat(bench.store().restore(GUEST, Actor.OPERATOR))
                .isInstanceOf(Restoration.KeyTaken.class);
        bench.run("DELETE FROM wp_woocommerce_sessions");
        bench.put("T_GUEST", ShopBench.word("other"), soon);
        assertThat(bench.store().restore(GUEST, Actor.OPERATOR))
                .isInstanceOf(Restoration.KeyTaken.class);
        bench.run("DELETE FROM wp_cocart_carts");
        assertThat(bench.store().restore(GUEST, Actor.OPERATOR))
                .isInstanceOf(Restoration.Restored.class);
        assertThat(word(bench.store().find(GUEST).orElseThrow())).isEqualTo("old");
        assertThat(bench.open()).isEmpty();
    }

    @Test
    void aVeryLargeCartIsShownAndListedAndOneBeyondTheLimitIsKnown() {
        bench.put("t_small", ShopBench.word("small"), soon);
        bench.put("t_5mb", ShopBench.word("x".repeat(5 << 20)), soon);
        bench.put("t_9mb", ShopBench.word("x".repeat(9 << 20)), soon);
        bench.started();
        assertThat(bench.store().load(rows(SessionFilter.ALL))).hasSize(3);
        var large = bench.store().find(new CartKey("t_5mb")).orElseThrow();
        assertThat(large.session().readable()).isTrue();
        assertThat(word(large)).hasSizeLessThan(2 << 20);
        var beyond = bench.store().find(new CartKey("t_9mb")).orElseThrow();
        assertThat(beyond.document()).isInstanceOf(CartDocument.Unreadable.class);
        bench.store().trash(new CartKey("t_5mb"), Actor.OPERATOR);
        assertThat(bench.store().restore(new CartKey("t_5mb"), Actor.OPERATOR))
                .isInstanceOf(Restoration.Restored.class);
        assertThat(
                        bench.column(
                                "SELECT LENGTH(cart_value) FROM wp_cocart_carts"
                                        + " WHERE cart_key = 't_5mb'"))
                .containsExactly(Integer.toString(ShopBench.word("x".repeat(5 << 20)).length));
        assertThatThrownBy(() -> bench.store().trash(new CartKey("t_9mb"), Actor.OPERATOR))
                .isInstanceOf(Contended.class)
                .hasMessageContaining("too large");
        assertThat(bench.store().purge(new CartKey("t_9mb"), Actor.OPERATOR)).isPresent();
        bench.awaitLikeTheShop();
    }

    @Test
    void rowsThatNobodyCanReadAreListedAndKeptByteForByte() {
        byte[] broken = "a:1:{broken é".getBytes(StandardCharsets.UTF_8);
        bench.put("t_guest", broken, soon);
        bench.put("no key", ShopBench.word("x"), soon);
        bench.started();
        assertThat(keys()).containsExactly("t_guest");
        assertThat(rows(SessionFilter.ALL).getFirst().readable()).isFalse();
        bench.store().trash(GUEST, Actor.OPERATOR);
        assertThat(rows(SessionFilter.builder().status(Status.TRASH).build())).hasSize(1);
        bench.store().restore(GUEST, Actor.OPERATOR);
        assertThat(
                        bench.column(
                                "SELECT cart_value FROM wp_cocart_carts WHERE cart_key ="
                                        + " 't_guest'"))
                .containsExactly(text(broken));
    }

    @Test
    void theIndexCanBeBuiltAnewAtAnyTime() {
        for (int i = 0; i < 30; i++) {
            bench.put("t_" + i, ShopBench.word("w" + i), soon + i);
        }
        bench.started();
        bench.store().trash(new CartKey("t_3"), Actor.OPERATOR);
        Instant before = bench.sessions.sweptAt();
        bench.sessions.keeper().rebuild();
        ShopBench.await(
                "the rebuilding",
                () -> bench.sessions.complete() && bench.sessions.sweptAt().isAfter(before));
        bench.awaitLikeTheShop();
        assertThat(bench.store().restore(new CartKey("t_3"), Actor.OPERATOR))
                .isInstanceOf(Restoration.Restored.class);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
