package dev.cartwright.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One slice of a list.
///
/// @param <T> an element
public final class Page<T> {
    private static final Pattern LINK =
            Pattern.compile("<([^>]*)>((?:\\s*;\\s*\\w+=(?:\"[^\"]*\"|[^;,\\s]*))*)");

    private final List<T> elements;
    private final OptionalLong total;
    private final OptionalLong pages;
    private final Map<String, Map<String, String>> links;
    private final Function<Map<String, String>, Page<T>> fetch;

    Page(List<T> elements, Answer answer, Function<Map<String, String>, Page<T>> fetch) {
        this.elements = elements;
        this.fetch = fetch;
        total = answer.number("X-WP-Total");
        pages = answer.number("X-WP-TotalPages");
        links = links(String.join(", ", answer.headers().allValues("Link")));
    }

    public List<T> elements() {
        return elements;
    }

    /// How many there are on all pages together; empty when the server does not tell.
    public OptionalLong total() {
        return total;
    }

    /// How many pages there are; empty when the server does not tell.
    public OptionalLong pages() {
        return pages;
    }

    public boolean hasNext() {
        return links.containsKey("next");
    }

    public boolean hasPrevious() {
        return links.containsKey("prev");
    }

    /// Asks the server for the page behind this one; empty when this is the last.
    public Optional<Page<T>> next() {
        return Optional.ofNullable(links.get("next")).map(fetch);
    }

    /// Asks the server for the page before this one; empty when this is the first.
    public Optional<Page<T>> previous() {
        return Optional.ofNullable(links.get("prev")).map(fetch);
    }

    @Override
    public String toString() {
        String all = total.isPresent() ? " of " + total.getAsLong() : "";
        return "Page[" + elements.size() + all + "]";
    }

    /// Only the query of a link is taken: the next call goes to the same host as the first.
    private static Map<String, Map<String, String>> links(String header) {
        var links = new LinkedHashMap<String, Map<String, String>>();
        Matcher link = LINK.matcher(header);
        while (link.find()) {
            Map<String, String> query = query(link.group(1));
            for (String relation : List.of("next", "prev")) {
                if (link.group(2).matches(".*\\brel=\"?" + relation + "\"?(?![\\w-]).*")) {
                    links.putIfAbsent(relation, query);
                }
            }
        }
        return links;
    }

    private static Map<String, String> query(String url) {
        int start = url.indexOf('?');
        if (start < 0) {
            return Map.of();
        }
        String query = url.substring(start + 1).replaceFirst("#.*", "");
        return List.of(query.split("&", -1)).stream()
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && !decoded(pair[0]).equals("rest_route"))
                .collect(
                        Collectors.toMap(
                                pair -> decoded(pair[0]),
                                pair -> decoded(pair[1]),
                                (first, second) -> first,
                                LinkedHashMap::new));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noPercentCode) {
            return text;
        }
    }
}
