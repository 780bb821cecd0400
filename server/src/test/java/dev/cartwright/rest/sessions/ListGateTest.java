package dev.cartwright.rest.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.http.Query;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.StoredSession;
import dev.cartwright.session.TestSessions;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.wire.JsonWriting;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

class ListGateTest {
    private static final int CALLERS = 64;
    private static final int ROWS = 200;
    private static final int ITEMS = 200;
    private static final int LIMIT = 24;

    @Test
    void aPassIsGivenBackOnceHoweverOftenItIsClosed() {
        var gate = new ListGate(10, Duration.ofMillis(1));
        ListGate.Pass pass = gate.enter(4).orElseThrow();
        assertThat(gate.free()).isEqualTo(6);
        pass.close();
        pass.close();
        assertThat(gate.free()).isEqualTo(10);
    }

    @Test
    void whoWantsMoreThanThereIsGetsWhatThereIs() {
        var gate = new ListGate(3, Duration.ofMillis(1));
        try (var pass = gate.enter(1000).orElseThrow()) {
            assertThat(pass.carts()).isEqualTo(3);
            assertThat(gate.enter(1)).isEmpty();
        }
    }

    /// 64 callers ask for long pages of big carts: no more than the limit is ever in memory, and
    /// everybody is served.
    @Test
    void aStampedeOfLongListsStaysWithinTheLimit() throws Exception {
        var inFlight = new AtomicInteger();
        var most = new AtomicInteger();
        var gate = new ListGate(LIMIT, Duration.ofMinutes(2));
        var list =
                new ListSessions(
                        new Sessions(
                                bigCarts(inFlight, most),
                                new InMemoryShopStore(),
                                new EverythingKnown(),
                                () -> SessionsApi.NOW),
                        gate);
        var work = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < CALLERS; i++) {
            work.add(() -> serve(list, inFlight));
        }
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : callers.invokeAll(work)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        assertThat(most.get()).isBetween(1, LIMIT);
        assertThat(gate.free()).isEqualTo(LIMIT);
    }

    private static int serve(ListSessions list, AtomicInteger inFlight) {
        Response response = list.handle(request(), CALLER);
        if (response.body() instanceof Response.Body.Stream(JsonWriting json, Runnable onClose)) {
            try (JsonGenerator generator =
                    new JsonMapper().createGenerator(OutputStream.nullOutputStream())) {
                json.write(generator);
            } finally {
                LOADED.get().forEach(_ -> inFlight.decrementAndGet());
                LOADED.remove();
                onClose.run();
            }
        }
        return response.status();
    }

    /// The carts that this thread has loaded last and may still be writing.
    private static final ThreadLocal<List<StoredSession>> LOADED =
            ThreadLocal.withInitial(List::of);

    private static final Principal CALLER =
            new Principal(11, 1, Permission.READ_WRITE, Set.of(Capability.MANAGE_WOOCOMMERCE));

    private static Request request() {
        return new Request(
                "r",
                "GET",
                "/cocart/v2/sessions",
                Map.of(),
                new Query(Map.of("per_page", List.of("1000"))),
                "https://host",
                Map.of(),
                Optional.empty(),
                new Credentials.None(),
                "127.0.0.1");
    }

    /// A store that makes its carts anew at every load, and counts those not yet written.
    private static SessionStore bigCarts(AtomicInteger inFlight, AtomicInteger most) {
        var rows =
                IntStream.range(0, ROWS)
                        .mapToObj(i -> TestSessions.row("cart" + i, TestSessions.cart()))
                        .toList();
        return new ListOnlyStore() {
            @Override
            public Page<Session> list(
                    SessionFilter filter, SessionOrder order, PageRequest request) {
                return new Page<>(rows, ROWS, Optional.empty(), Optional.empty());
            }

            @Override
            public List<StoredSession> load(List<Session> wanted) {
                return ListGateTest.load(wanted, inFlight, most);
            }
        };
    }

    private static List<StoredSession> load(
            List<Session> rows, AtomicInteger inFlight, AtomicInteger most) {
        LOADED.get().forEach(_ -> inFlight.decrementAndGet());
        var carts = new ArrayList<StoredSession>();
        for (Session row : rows) {
            carts.add(TestSessions.stored(row, big()));
        }
        LOADED.set(carts);
        int now = inFlight.addAndGet(carts.size());
        most.accumulateAndGet(now, Math::max);
        return carts;
    }

    private static Cart big() {
        CartItem[] items =
                IntStream.range(0, ITEMS)
                        .mapToObj(
                                i ->
                                        new CartItem(
                                                "item" + i,
                                                i + 1L,
                                                0,
                                                BigDecimal.ONE,
                                                Map.of(),
                                                100,
                                                0,
                                                100,
                                                0,
                                                Map.of("note", new Data.Text("x".repeat(500))),
                                                "A thing",
                                                "SKU",
                                                100L))
                        .toArray(CartItem[]::new);
        return TestSessions.cart(Customer.UNKNOWN, items);
    }
}
