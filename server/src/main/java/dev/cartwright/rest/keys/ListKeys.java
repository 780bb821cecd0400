package dev.cartwright.rest.keys;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyStatus;
import dev.cartwright.access.Principal;
import dev.cartwright.http.Cost;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.PageLinks;
import dev.cartwright.rest.Parameters;
import dev.cartwright.wire.ConsumerKeyJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `GET keys`: one page of the consumer keys, newest first. All of them are in memory, so the page
/// alone is read from the store.
public final class ListKeys implements GuardedHandler {
    static final int MAX_PAGE_SIZE = 100; // as WooCommerce's own lists
    static final int DEFAULT_PAGE_SIZE = 10;
    static final List<String> STATUSES =
            Stream.of(KeyStatus.Word.values()).map(KeyStatus.Word::text).toList();
    private static final int MAX_SEARCH = 200;

    private final KeyApi api;

    public ListKeys(KeyApi api) {
        this.api = api;
    }

    /// @param search in lower case; null for any
    private record Wanted(
            long page,
            int size,
            @Nullable String search,
            @Nullable String status,
            @Nullable Long user) {
        boolean matches(ConsumerKey key, KeyStatus keyStatus) {
            return (user == null || key.userId() == user)
                    && (status == null || keyStatus.word().text().equals(status))
                    && (search == null
                            || key.description().toLowerCase(Locale.ROOT).contains(search));
        }
    }

    @Override
    public long cost(Request request) {
        return Cost.ofRows(request, "per_page", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
    }

    @Override
    public Response handle(Request request, Principal caller) {
        var parameters = Parameters.of(request.query());
        Wanted wanted = read(parameters);
        return parameters.error().map(Response::error).orElseGet(() -> list(request, wanted));
    }

    private static Wanted read(Parameters parameters) {
        Long size = parameters.between("per_page", 1, MAX_PAGE_SIZE);
        String search = parameters.text("search", MAX_SEARCH);
        return new Wanted(
                parameters.atLeast("page", 1, Integer.MAX_VALUE, 1),
                size == null ? DEFAULT_PAGE_SIZE : size.intValue(),
                search == null ? null : search.toLowerCase(Locale.ROOT),
                parameters.choice("status", STATUSES),
                parameters.between("user", 0, ConsumerKey.MAX_ID));
    }

    private Response list(Request request, Wanted wanted) {
        List<ConsumerKey> matching =
                api.door().all().reversed().stream()
                        .filter(key -> wanted.matches(key, api.door().status(key)))
                        .toList();
        List<ConsumerKey> page =
                matching.stream()
                        .skip((wanted.page - 1) * wanted.size)
                        .limit(wanted.size)
                        .map(key -> api.store().find(key.id()))
                        .flatMap(Optional::stream)
                        .toList();
        long pages = (matching.size() + wanted.size - 1L) / wanted.size;
        Response answer =
                Response.json(
                                json -> {
                                    json.writeStartArray();
                                    for (ConsumerKey key : page) {
                                        ConsumerKeyJson.write(key, api.door().status(key), json);
                                    }
                                    json.writeEndArray();
                                })
                        .with("X-WP-Total", Integer.toString(matching.size()))
                        .with("X-WP-TotalPages", Long.toString(pages));
        return linked(answer, request, wanted.page, pages);
    }

    private static Response linked(Response answer, Request request, long page, long pages) {
        var links = new ArrayList<String>(2);
        if (page > 1) {
            links.add(PageLinks.toPage(request, Math.min(page - 1, Math.max(1, pages)), "prev"));
        }
        if (page < pages) {
            links.add(PageLinks.toPage(request, page + 1, "next"));
        }
        return links.isEmpty() ? answer : answer.with("Link", String.join(", ", links));
    }
}
