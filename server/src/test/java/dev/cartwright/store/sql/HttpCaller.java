package dev.cartwright.store.sql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Deletes and restores carts of its own over HTTP until the server dies, and keeps what was
/// acknowledged with a 2xx.
final class HttpCaller {
    private static final String PATH = "/wp-json/cocart/v2/";
    private static final int CARTS = 25;
    private static final int MOST_IN_BULK = 8;

    /// Deleting for good uses carts up, so it is rare.
    private static final int FOR_GOOD_ONE_IN = 20;

    enum State {
        LIVE,
        TRASH,
        GONE
    }

    /// What is known of one cart.
    ///
    /// It has one total for all its life.
    static final class Known {
        final String key;
        final long total;
        State sure = State.GONE;
        @Nullable State underWay;

        Known(String key, long total) {
            this.key = key;
            this.total = total;
        }
    }

    final List<Known> carts = new ArrayList<>();
    private final Random random;

    /// Those of the request that has no answer yet: all of it happened, or none.
    private List<Known> asked = List.of();

    private long acknowledged;
    private @Nullable AssertionError wrong;

    HttpCaller(int number, Random random) {
        this.random = random;
        for (int i = 0; i < CARTS; i++) {
            carts.add(new Known("caller_" + number + "_" + i, 1L + (long) number * CARTS + i));
        }
    }

    List<Known> asked() {
        return asked;
    }

    /// Requests that were answered with a 2xx.
    long acknowledged() {
        return acknowledged;
    }

    /// An answer that no request here may get.
    @Nullable AssertionError wrong() {
        return wrong;
    }

    /// To be called when everything under way is known to have happened or not.
    void settled() {
        asked = List.of();
    }

    /// @param killed set before the server is killed; until then no connection may fail
    void run(int port, String authorization, AtomicBoolean killed) {
        try (var http = new PlainHttp(port, authorization)) {
            while (true) {
                step(http);
            }
        } catch (IOException e) { // the server's death
            if (!killed.get()) {
                wrong = new AssertionError("a connection failed before the kill", e);
            }
        } catch (AssertionError e) {
            wrong = e;
        }
    }

    private void step(PlainHttp http) throws IOException {
        Known cart = carts.get(random.nextInt(CARTS));
        boolean forGood = random.nextInt(FOR_GOOD_ONE_IN) == 0;
        switch (cart.sure) {
            case LIVE -> {
                if (random.nextInt(5) == 0) {
                    bulk(http, forGood);
                } else {
                    delete(http, cart, forGood);
                }
            }
            case TRASH -> {
                if (forGood) {
                    delete(http, cart, true);
                } else {
                    String path = PATH + "session/" + cart.key + "/restore";
                    ask(http, List.of(cart), State.LIVE, "POST", path, "");
                }
            }
            case GONE -> revive(http);
        }
    }

    /// Of carts that are gone none comes back; were all gone, nothing would be asked any more.
    private void revive(PlainHttp http) throws IOException {
        for (Known cart : carts) {
            if (cart.sure == State.TRASH) {
                String path = PATH + "sessions/" + cart.key + "/restore";
                ask(http, List.of(cart), State.LIVE, "POST", path, "");
                return;
            }
        }
        for (Known cart : carts) {
            if (cart.sure == State.LIVE) {
                delete(http, cart, false);
                return;
            }
        }
        throw new AssertionError("a caller ran out of carts");
    }

    private void delete(PlainHttp http, Known cart, boolean forGood) throws IOException {
        boolean last = carts.stream().filter(known -> known.sure != State.GONE).count() <= 2;
        boolean really = forGood && !last;
        if (cart.sure == State.TRASH && !really) {
            return;
        }
        String path = PATH + "session/" + cart.key + (really ? "?force=true" : "");
        ask(http, List.of(cart), really ? State.GONE : State.TRASH, "DELETE", path, "");
    }

    private void bulk(PlainHttp http, boolean forGood) throws IOException {
        int most = forGood ? 2 : MOST_IN_BULK;
        List<Known> some =
                carts.stream().filter(cart -> cart.sure == State.LIVE).limit(most).toList();
        boolean really =
                forGood && carts.stream().filter(cart -> cart.sure != State.GONE).count() > 4;
        String keys =
                some.stream()
                        .map(cart -> '"' + cart.key + '"')
                        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        String path = PATH + "sessions" + (really ? "?force=true" : "");
        ask(http, some, really ? State.GONE : State.TRASH, "DELETE", path, keys);
    }

    private void ask(
            PlainHttp http, List<Known> some, State wanted, String method, String path, String body)
            throws IOException {
        asked = some;
        some.forEach(cart -> cart.underWay = wanted);
        PlainHttp.Answer answer = http.send(method, path, body);
        if (answer.status() / 100 != 2) {
            throw new AssertionError(
                    "%s %s: %d %s"
                            .formatted(method, path, answer.status(), answer.finish().read()));
        }
        acknowledged++;
        some.forEach(cart -> cart.sure = wanted);
        some.forEach(cart -> cart.underWay = null);
        asked = List.of();
        String text = answer.finish().read();
        if (path.startsWith(PATH + "sessions")
                && method.equals("DELETE")
                && !text.contains("\"deleted\":" + some.size() + ",")) {
            throw new AssertionError("%d carts were to go: %s".formatted(some.size(), text));
        }
    }
}
