package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.audit.Verification;
import dev.cartwright.audit.Verifier;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cli.Installation;
import dev.cartwright.event.Actor;
import dev.cartwright.log.Logging;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.store.sql.MortalPostgres;
import dev.cartwright.usage.Usage;
import dev.cartwright.usage.UsageReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `serve --database`, whose PostgreSQL dies under it and comes back.
class PostgresOutageTest {
    private static final String LIST = "/wp-json/cocart/v2/sessions";
    private static final String ONE = "/wp-json/cocart/v2/session/";
    private static final int CARTS = 400;
    private static final int CALLERS = 4;
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(60);

    @TempDir private Path directory;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    private static String cart(int i) {
        return "cart%04d_A".formatted(i);
    }

    /// Nothing but right answers and 503; right answers again without a restart of ours; and what
    /// was acknowledged is there, sealed and counted.
    @Test
    void itMayDieAndComeBackUnderLoad()
            throws IOException, ExecutionException, InterruptedException {
        try (var postgres = MortalPostgres.create()) {
            var flags = Map.of("database", postgres.url(), "key-limit", "0");
            var server = new RunningServer(directory, flags);
            NewKey key;
            try (server) {
                save(server.server.installation());
                key = server.newKey(Permission.READ_WRITE);
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<?>> callers = new ArrayList<>();
                    for (int i = 0; i < CALLERS; i++) {
                        callers.add(threads.submit(() -> call(server, key)));
                    }
                    for (int times = 1; times <= 2; times++) {
                        awaitDeletions(times * 30);
                        postgres.kill();
                        whileItIsDown(server, key);
                        postgres.start();
                        await(server, key);
                    }
                    awaitDeletions(deleted.size() + 10);
                    over.set(true);
                    for (Future<?> caller : callers) {
                        caller.get();
                    }
                }
                assertThat(Set.copyOf(statuses)).isSubsetOf(200, 404, 503).contains(200, 503);
                for (String one : deleted) {
                    assertThat(get(server, ONE + one, key).statusCode()).isEqualTo(404);
                }
            }
            assertThat(server.log()).doesNotContain("request failed").doesNotContain("jdbc:");
            afterwards(flags, key);
        }
    }

    private static void save(Installation stores) {
        Instant now = Instant.now();
        var drafts = new ArrayList<SessionDraft>();
        for (int i = 0; i < CARTS; i++) {
            var cart = SampleCarts.cart(1_000 + i, "", "", "", 42);
            drafts.add(SampleCarts.draft(cart(i), now, cart));
        }
        stores.sessions().saveAll(drafts, Actor.SYSTEM);
    }

    /// Deletes carts one after the other, each until it is told that it is gone, and lists them.
    private Void call(RunningServer server, NewKey key) throws IOException {
        while (!over.get()) {
            int cart = taken.getAndIncrement();
            boolean done = cart >= CARTS;
            while (!done && !over.get()) {
                HttpResponse<String> answer = server.delete(ONE + cart(cart), key);
                note(answer);
                if (answer.statusCode() == 200) {
                    deleted.add(cart(cart));
                }
                done = answer.statusCode() != 503;
            }
            look(server, key);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return null;
    }

    private void look(RunningServer server, NewKey key) {
        try {
            note(server.get(LIST, key));
        } catch (IOException _) {
            // a list that was being written cannot become a 503: it breaks off
        }
    }

    private void note(HttpResponse<String> answer) {
        answers.incrementAndGet();
        statuses.add(answer.statusCode());
        if (answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("\"status\":503").doesNotContain("jdbc", "SQL");
        }
    }

    private HttpResponse<String> get(RunningServer server, String path, NewKey key)
            throws IOException {
        answers.incrementAndGet();
        return server.get(path, key);
    }

    private void awaitDeletions(int wanted) {
        long deadline = System.nanoTime() + LONGEST_WAIT;
        while (deleted.size() < wanted) {
            assertThat(System.nanoTime()).as("deletions go on").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /// Keys are told right from wrong meanwhile.
    private void whileItIsDown(RunningServer server, NewKey key) throws IOException {
        HttpResponse<String> list = get(server, LIST, key);
        assertThat(list.statusCode()).isEqualTo(503);
        assertThat(list.headers().firstValue("Retry-After")).isPresent();
        assertThat(list.body()).contains("cartwright_unavailable", "cannot be reached");
        String wrong = RunningServer.basic(key.consumerKey(), "cs_" + "0".repeat(40));
        assertThat(status(server, LIST, wrong)).isEqualTo(401);
        assertThat(server.send(server.request("/healthz")).statusCode()).isEqualTo(200);
        assertThat(server.send(server.request("/readyz")).statusCode()).isEqualTo(503);
    }

    private static int status(RunningServer server, String path, String authorization)
            throws IOException {
        return server.send(server.request(path).header("Authorization", authorization))
                .statusCode();
    }

    private void await(RunningServer server, NewKey key) throws IOException {
        long deadline = System.nanoTime() + LONGEST_WAIT;
        while (get(server, LIST, key).statusCode() != 200) {
            assertThat(System.nanoTime()).as("answers again").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(server.send(server.request("/readyz")).statusCode()).isEqualTo(200);
    }

    /// As another program finds it.
    private void afterwards(Map<String, String> flags, NewKey key) {
        var launcher = RunningServer.launcher(directory, new Logging(new ByteArrayOutputStream()));
        try (Installation after =
                launcher.installation(launcher.configuration().settings(flags), false)) {
            for (String one : deleted) {
                assertThat(after.sessions().find(new CartKey(one))).isEmpty();
            }
            Verification verification = new Verifier(after.audit(), after.auditChain()).run(null);
            assertThat(verification).isInstanceOf(Verification.Intact.class);
            assertThat(verification.extent().entries()).isGreaterThanOrEqualTo(deleted.size());
            Usage usage = new UsageReport(after.usage(), Clock.systemUTC()).of(key.key().id(), 2);
            // the client asks again by itself when a connection ends
            assertThat(usage.calls()).isGreaterThanOrEqualTo(answers.get());
        }
    }
}
