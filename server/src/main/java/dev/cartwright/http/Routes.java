package dev.cartwright.http;

import dev.cartwright.cart.CartKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The table of everything this server answers.
///
/// Literal parts of a path match without regard to case, as WordPress does it; parameters do not.
/// One slash at the end is ignored; an empty part in the middle matches nothing.
public final class Routes {
    private final Node plain = new Node();
    private final Node rest = new Node();
    private final List<Route> all = new ArrayList<>();

    public Routes() {
        plain.literals.put("wp-json", rest);
        Node index = new Node();
        index.literals.put("wp-json", rest);
        plain.literals.put("index.php", index);
    }

    /// The same endpoints under each prefix below `/wp-json`. The prefix is the namespace.
    public Routes under(List<String> prefixes, Consumer<Group> table) {
        for (String prefix : prefixes) {
            table.accept(new Group(prefix, true));
        }
        return this;
    }

    /// Endpoints beside `/wp-json`.
    public Routes outside(Consumer<Group> table) {
        table.accept(new Group("", false));
        return this;
    }

    /// In the order of registration.
    public List<Route> all() {
        return Collections.unmodifiableList(all);
    }

    /// Where a path leads.
    record Match(Route route, Map<String, String> parameters) {}

    /// @param path as it stands in the request, beginning with a slash
    Optional<Match> find(String path) {
        return Optional.ofNullable(walk(plain, path, true));
    }

    /// @param path decoded, as in `rest_route`
    Optional<Match> findRest(String path) {
        return Optional.ofNullable(walk(rest, path, false));
    }

    /// Endpoints under one prefix.
    public final class Group {
        private final String prefix;
        private final boolean belowRest;

        private Group(String prefix, boolean belowRest) {
            this.prefix = prefix;
            this.belowRest = belowRest;
        }

        /// Without slashes around.
        public String prefix() {
            return prefix;
        }

        /// @param path below the prefix without slashes around, as `sessions/{key}/items`; empty
        ///     for the prefix itself
        public Group on(String method, String path, Handler handler, Description description) {
            String pattern = pattern(path);
            Node at = belowRest ? rest : plain;
            for (String part : parts(pattern)) {
                at = at.child(part);
            }
            if (at.route == null) {
                at.route = new Route(prefix, pattern, belowRest);
                all.add(at.route);
            }
            at.route.add(new Route.Endpoint(method, handler, description));
            return this;
        }

        public Group get(String path, Handler handler, Description description) {
            return on("GET", path, handler, description);
        }

        public Group get(String path, Handler handler) {
            return get(path, handler, Description.NONE);
        }

        public Group post(String path, Handler handler, Description description) {
            return on("POST", path, handler, description);
        }

        public Group post(String path, Handler handler) {
            return post(path, handler, Description.NONE);
        }

        public Group put(String path, Handler handler, Description description) {
            return on("PUT", path, handler, description);
        }

        public Group patch(String path, Handler handler, Description description) {
            return on("PATCH", path, handler, description);
        }

        public Group delete(String path, Handler handler) {
            return delete(path, handler, Description.NONE);
        }

        public Group delete(String path, Handler handler, Description description) {
            return on("DELETE", path, handler, description);
        }

        private String pattern(String path) {
            if (prefix.isEmpty() || path.isEmpty()) {
                return "/" + prefix + path;
            }
            return "/" + prefix + "/" + path;
        }
    }

    private static List<String> parts(String pattern) {
        return pattern.equals("/") ? List.of() : List.of(pattern.substring(1).split("/", -1));
    }

    private static @Nullable Match walk(Node from, String path, boolean coded) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return null;
        }
        Node at = from;
        Map<String, String> parameters = Map.of();
        int start = 1;
        while (start < path.length()) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            String part = path.substring(start, end);
            part = coded ? FormPair.decode(part, false) : part;
            Node next = at.literal(part);
            if (next == null) {
                next = at.parameter;
                if (next == null || CartKey.parse(part).isEmpty()) {
                    return null;
                }
                parameters = with(parameters, at.parameterName, part);
            }
            at = next;
            start = end + 1;
        }
        return at.route == null ? null : new Match(at.route, parameters);
    }

    private static Map<String, String> with(
            Map<String, String> parameters, String name, String value) {
        if (parameters.isEmpty()) {
            return Map.of(name, value);
        }
        var more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return more;
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private @Nullable Node parameter;
        private String parameterName = "";
        private @Nullable Route route;

        Node child(String part) {
            if (!part.startsWith("{")) {
                return literals.computeIfAbsent(part.toLowerCase(Locale.ROOT), _ -> new Node());
            }
            String name = part.substring(1, part.length() - 1);
            if (parameter == null) {
                parameter = new Node();
                parameterName = name;
            }
            if (!parameterName.equals(name)) {
                throw new IllegalStateException(
                        "{%s} and {%s} in one place".formatted(parameterName, name));
            }
            return parameter;
        }

        @Nullable Node literal(String part) {
            Node exact = literals.get(part);
            return exact != null || literals.isEmpty()
                    ? exact
                    : literals.get(part.toLowerCase(Locale.ROOT));
        }
    }
}
