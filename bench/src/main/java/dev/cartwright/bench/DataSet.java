package dev.cartwright.bench;

import dev.cartwright.cart.CartKey;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.SqlSessionStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A data directory with so many carts, made once and kept for the next run.
record DataSet(Path directory, int size) {
    static final long SEED = 20261122;
    private static final int BATCH = 1_000;

    static DataSet of(Path parent, int size) throws IOException {
        Path directory = parent.resolve("carts-" + size);
        var data = new DataSet(directory, size);
        Path complete = directory.resolve("complete");
        if (Files.exists(complete)) {
            return data;
        }
        Files.createDirectories(directory);
        try (var database = data.open();
                Stream<SessionDraft> carts =
                        DemoShop.carts(SEED, size, InstantSource.system().instant())) {
            var store = new SqlSessionStore(database);
            var batch = new ArrayList<SessionDraft>(BATCH);
            carts.forEach(
                    draft -> {
                        batch.add(draft);
                        if (batch.size() == BATCH) {
                            store.saveAll(batch, Actor.SYSTEM);
                            batch.clear();
                        }
                    });
            if (!batch.isEmpty()) {
                store.saveAll(batch, Actor.SYSTEM);
            }
        }
        Files.writeString(complete, "");
        return data;
    }

    Database open() {
        return Database.sqlite(file(), InstantSource.system());
    }

    Path file() {
        return directory.resolve("cartwright.db");
    }

    /// Brings the file into the kernel's cache, which drops what nobody has used for minutes.
    void readOnce() throws IOException {
        try (InputStream in = Files.newInputStream(file())) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// Some of the keys, spread over the whole list.
    List<String> keys(int most) {
        return first(most).stream().map(Session::key).map(CartKey::value).toList();
    }

    Path keyFile(int most) throws IOException {
        return Files.write(directory.resolve("keys"), keys(most));
    }

    ListLatency.Samples samples() {
        List<Session> rows = first(PageRequest.MAX_SIZE);
        var emails = rows.stream().map(Session::email).filter(email -> !email.isEmpty()).toList();
        var customers =
                rows.stream().map(Session::owner).map(Owner::userId).filter(id -> id > 0).toList();
        String name =
                rows.stream()
                        .map(Session::name)
                        .filter(n -> !n.isEmpty())
                        .findFirst()
                        .orElseThrow();
        long now = InstantSource.system().instant().getEpochSecond();
        return new ListLatency.Samples(
                emails,
                customers,
                DemoShop.PRODUCT_ID,
                name.substring(0, 3),
                now,
                now - 30 * 86_400L);
    }

    private List<Session> first(int most) {
        var rows = new ArrayList<Session>();
        try (var database = open()) {
            var store = new SqlSessionStore(database);
            var order = new SessionOrder(SessionOrder.Field.CART_KEY, false);
            PageRequest request = new PageRequest.Numbered(1, Math.min(most, PageRequest.MAX_SIZE));
            while (rows.size() < most) {
                Page<Session> page = store.list(SessionFilter.ALL, order, request);
                rows.addAll(page.rows());
                if (page.next().isEmpty()) {
                    break;
                }
                request = new PageRequest.From(page.next().get(), request.size());
            }
        }
        return rows;
    }
}
