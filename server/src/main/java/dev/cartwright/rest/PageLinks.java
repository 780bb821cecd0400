package dev.cartwright.rest;

import dev.cartwright.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The `Link` header of a list: the same question, at the page before and the page behind.
public final class PageLinks {
    /// What no link repeats: the place in the list, and whatever lets somebody in.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "page",
                    "cursor",
                    "rest_route",
                    "consumer_key",
                    "consumer_secret",
                    "username",
                    "password",
                    "cart_key",
                    "session_key",
                    "_wpnonce",
                    "_method");

    private static final String OAUTH_PREFIX = "oauth_";

    private PageLinks() {}

    /// @param previous where the page before begins, as a cursor
    /// @param next where the page behind begins
    public static Optional<String> header(
            Request request, Optional<String> previous, Optional<String> next) {
        if (previous.isEmpty() && next.isEmpty()) {
            return Optional.empty();
        }
        String start = start(request) + "cursor=";
        var links = new ArrayList<String>(2);
        previous.ifPresent(cursor -> links.add(link(start + encode(cursor), "prev")));
        next.ifPresent(cursor -> links.add(link(start + encode(cursor), "next")));
        return Optional.of(String.join(", ", links));
    }

    /// By its number, as where there is no place to begin from.
    ///
    /// @param relation `prev` or `next`
    public static String toPage(Request request, long page, String relation) {
        return link(start(request) + "page=" + page, relation);
    }

    private static String start(Request request) {
        return request.baseUrl() + "/wp-json" + path(request.route()) + "?" + kept(request);
    }

    private static String link(String url, String relation) {
        return "<" + url + ">; rel=\"" + relation + "\"";
    }

    private static String path(String route) {
        return encode(route).replace("%2F", "/");
    }

    /// In the order of names, so that equal requests get equal links.
    private static String kept(Request request) {
        var text = new StringBuilder();
        new TreeMap<>(request.query().values())
                .forEach(
                        (name, values) -> {
                            if (!LEFT_OUT.contains(name) && !name.startsWith(OAUTH_PREFIX)) {
                                append(text, name, values);
                            }
                        });
        return text.toString();
    }

    private static void append(StringBuilder text, String name, List<String> values) {
        String suffix = values.size() > 1 ? "[]" : "";
        for (String value : values) {
            text.append(encode(name + suffix)).append('=').append(encode(value)).append('&');
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
