package dev.cartwright.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// How long one page of a list takes, for every way to ask for it, one request at a time.
final class ListLatency {
    static final String SESSIONS = "/wp-json/cocart/v2/sessions";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final long TOTAL_IS_KEPT_MILLIS = 2_100;
    private static final List<String> FILTERS =
            List.of(
                    "status=active",
                    "status=expired",
                    "source",
                    "customer=guest",
                    "customer",
                    "email",
                    "has_items=false",
                    "min_total",
                    "max_total",
                    "created_after",
                    "updated_before",
                    "expires_after",
                    "product",
                    "search");
    private static final List<String> DIRECTIONS = List.of("desc", "asc");

    private final HttpConnection connection;
    private final String authorization;
    private final Samples samples;

    ListLatency(HttpConnection connection, String authorization, Samples samples) {
        this.connection = connection;
        this.authorization = authorization;
        this.samples = samples;
    }

    /// p99 in milliseconds by name, for the pages that must cost the same at every size.
    Map<String, Double> sizeIndependent(int rounds) throws IOException {
        Map<String, Double> result = new LinkedHashMap<>();
        result.put("default page", p99(rounds, _ -> ""));
        for (ListPromise promise : ListPromise.ALL) {
            if (promise.constant()) {
                for (String order : promise.orders()) {
                    result.put(
                            name(promise.filter(), order),
                            p99(rounds, i -> query(promise.filter(), i) + "&orderby=" + order));
                }
            }
        }
        String deep = deepCursor();
        result.put("90 % deep by cursor", p99(rounds, _ -> deep));
        return result;
    }

    private static String name(String filter, String order) {
        return filter.isEmpty() ? "orderby=" + order : filter + "&orderby=" + order;
    }

    double deepPage(int rounds) throws IOException {
        long pages = total("") / 10;
        return p99(rounds, i -> "page=" + (pages * 9 / 10 - i));
    }

    /// The worst time of each promised pair of filter and order in milliseconds, in both
    /// directions, each time with its total counted anew.
    Map<String, Double> promised(int rounds) throws IOException, InterruptedException {
        Map<String, Double> result = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String order : ListPromise.ORDERS) {
                for (String direction : DIRECTIONS) {
                    Thread.sleep(TOTAL_IS_KEPT_MILLIS);
                    for (ListPromise promise : ListPromise.ALL) {
                        if (promise.orders().contains(order)) {
                            String query = query(promise.filter(), round) + by(order, direction);
                            String name = promise.filter() + by(order, direction);
                            result.merge(name, ask(query) / 1e6, Math::max);
                        }
                    }
                }
            }
        }
        return result;
    }

    /// Every other pair of filter and order, the same way.
    Map<String, Double> pairs() throws IOException, InterruptedException {
        Map<String, Double> result = new LinkedHashMap<>();
        for (String order : ListPromise.ORDERS) {
            for (String direction : DIRECTIONS) {
                Thread.sleep(TOTAL_IS_KEPT_MILLIS);
                for (String filter : FILTERS) {
                    if (!promises(filter, order)) {
                        String query = query(filter, 0) + by(order, direction);
                        result.put(query, ask(query) / 1e6);
                    }
                }
            }
        }
        return result;
    }

    private static boolean promises(String filter, String order) {
        return ListPromise.ALL.stream()
                .anyMatch(one -> one.filter().equals(filter) && one.orders().contains(order));
    }

    private static String by(String order, String direction) {
        return "&orderby=" + order + "&order=" + direction;
    }

    /// Every two filters together, in the usual order and in those that suit them least, totals
    /// counted anew.
    Map<String, Double> combinations() throws IOException, InterruptedException {
        Map<String, Double> result = new LinkedHashMap<>();
        for (String order : List.of("total", "cart_key", "cart_created")) {
            Thread.sleep(TOTAL_IS_KEPT_MILLIS);
            for (int a = 0; a < FILTERS.size(); a++) {
                for (int b = a + 1; b < FILTERS.size(); b++) {
                    String query =
                            query(FILTERS.get(a), 0)
                                    + "&"
                                    + query(FILTERS.get(b), 0)
                                    + "&orderby="
                                    + order;
                    result.put(query, ask(query) / 1e6);
                }
            }
        }
        return result;
    }

    /// A filter with a value that occurs.
    private String query(String filter, int i) {
        return switch (filter) {
            case "email" -> "email=" + samples.email(i);
            case "customer" -> "customer=" + samples.customer(i);
            case "source" -> "source=woocommerce";
            case "min_total" -> "min_total=100";
            case "max_total" -> "max_total=20";
            case "created_after",
                    "created_before",
                    "updated_after",
                    "updated_before",
                    "expires_after",
                    "expires_before" ->
                    filter + "=" + samples.middle();
            case "product" -> "product=" + samples.product();
            case "search" -> "search=" + samples.word();
            default -> filter;
        };
    }

    private double p99(int rounds, IntFunction<String> query) throws IOException {
        for (int i = 0; i < rounds; i++) {
            ask(query.apply(i));
        }
        var histogram = new Histogram(3);
        for (int i = 0; i < rounds; i++) {
            histogram.recordValue(ask(query.apply(i)));
        }
        return histogram.getValueAtPercentile(99) / 1e6;
    }

    private long ask(String query) throws IOException {
        byte[] request = HttpConnection.get(SESSIONS + "?" + query, authorization);
        long begin = System.nanoTime();
        HttpConnection.Answer answer = connection.exchange(request);
        long nanos = System.nanoTime() - begin;
        if (answer.status() != 200) {
            throw new IOException("%s answered %d".formatted(query, answer.status()));
        }
        return nanos;
    }

    private long total(String query) throws IOException {
        return Long.parseLong(head(query).get("x-wp-total"));
    }

    private String deepCursor() throws IOException {
        long page = Math.max(1, total("") / 10 * 9 / 10);
        Matcher next = NEXT.matcher(head("page=" + page).get("link"));
        if (!next.find()) {
            throw new IOException("the list has no next page at 90 %");
        }
        return next.group(1).substring(next.group(1).indexOf('?') + 1);
    }

    private Map<String, String> head(String query) throws IOException {
        return connection
                .exchange(HttpConnection.get(SESSIONS + "?" + query, authorization))
                .headers();
    }

    /// Values that occur in the data.
    record Samples(
            List<String> emails,
            List<Long> customers,
            long product,
            String word,
            long now,
            long middle) {
        Samples {
            emails = new ArrayList<>(emails);
            customers = new ArrayList<>(customers);
        }

        String email(int i) {
            return emails.get(i % emails.size());
        }

        long customer(int i) {
            return customers.get(i % customers.size());
        }
    }
}
