package dev.cartwright.rest.sessions;

import dev.cartwright.http.Request;
import dev.cartwright.page.Position;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The `Link` header of a list: the same question, at the page before and the page behind.
final class PageLinks {
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

    static Optional<String> header(
            Request request,
            SessionQuery query,
            Optional<Position> previous,
            Optional<Position> next) {
        if (previous.isEmpty() && next.isEmpty()) {
            return Optional.empty();
        }
        String start = start(request) + "cursor=";
        var links = new ArrayList<String>(2);
        previous.ifPresent(at -> links.add(link(start + encode(query.cursor(at)), "prev")));
        next.ifPresent(at -> links.add(link(start + encode(query.cursor(at)), "next")));
        return Optional.of(String.join(", ", links));
    }

    /// Behind the end there is no place to begin from, so the way back is a number.
    static String backTo(Request request, long lastPage) {
        return link(start(request) + "page=" + lastPage, "prev");
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
