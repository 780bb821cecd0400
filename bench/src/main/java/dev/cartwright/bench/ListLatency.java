package dev.cartwright.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// How long one page of a list takes, for every way to ask for it, one request at a time.
final class ListLatency {
    static final String SESSIONS = "/wp-json/cocart/v2/sessions";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final long TOTAL_IS_KEPT_MILLIS = 2_100;
    private static final List<String> ORDERS =
            List.of(
                    "cart_created",
                    "cart_updated",
                    "last_activity",
                    "cart_expiry",
                    "total",
                    "cart_key",
                    "cart_id");

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
        for (String status : List.of("active", "expiring", "expired")) {
            result.put("status=" + status, p99(rounds, _ -> "status=" + status));
        }
        result.put("email", p99(rounds, i -> "email=" + samples.email(i)));
        result.put("customer", p99(rounds, i -> "customer=" + samples.customer(i)));
        result.put("orderby=last_activity", p99(rounds, _ -> "orderby=last_activity"));
        String deep = deepCursor();
        result.put("90 % deep by cursor", p99(rounds, _ -> deep));
        return result;
    }

    double deepPage(int rounds) throws IOException {
        long pages = total("") / 10;
        return p99(rounds, i -> "page=" + (pages * 9 / 10 - i));
    }

    /// The worst time of each pair of filter and order in milliseconds, totals counted anew.
    Map<String, Double> pairs(int rounds) throws IOException, InterruptedException {
        Map<String, Double> result = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String order : ORDERS) {
                for (String direction : List.of("asc", "desc")) {
                    Thread.sleep(TOTAL_IS_KEPT_MILLIS);
                    for (String filter : filters()) {
                        String query = filter + "&orderby=" + order + "&order=" + direction;
                        result.merge(query, ask(query) / 1e6, Math::max);
                    }
                }
            }
        }
        return result;
    }

    /// Every two filters together, in orders that suit them least, totals counted anew.
    Map<String, Double> combinations() throws IOException, InterruptedException {
        Map<String, Double> result = new LinkedHashMap<>();
        List<String> filters = filters();
        for (String order : List.of("total", "cart_key", "cart_created")) {
            Thread.sleep(TOTAL_IS_KEPT_MILLIS);
            for (int a = 0; a < filters.size(); a++) {
                for (int b = a + 1; b < filters.size(); b++) {
                    String query = filters.get(a) + "&" + filters.get(b) + "&orderby=" + order;
                    result.put(query, ask(query) / 1e6);
                }
            }
        }
        return result;
    }

    private List<String> filters() {
        return List.of(
                "status=active",
                "status=expired",
                "source=woocommerce",
                "customer=guest",
                "customer=" + samples.customer(0),
                "email=" + samples.email(0),
                "has_items=false",
                "min_total=100",
                "max_total=20",
                "created_after=" + samples.middle(),
                "updated_before=" + samples.middle(),
                "expires_after=" + samples.middle(),
                "product=" + samples.product(),
                "search=" + samples.word());
    }

    private double p99(int rounds, java.util.function.IntFunction<String> query)
            throws IOException {
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
