package dev.cartwright.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.RoutingRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request's line and headers in our own terms.
///
/// @param method real one, upper case
/// @param effectiveMethod with the override that POST allows
/// @param path as it stands in the request, without authority
/// @param query in order of arrival
/// @param headers by lower-case name; forwarding headers with all their values, others the first
record Incoming(
        String method,
        String effectiveMethod,
        String path,
        List<FormPair> query,
        Map<String, String> headers) {
    private static final String REST_PREFIX = "/wp-json";
    private static final String INDEX = "/index.php";

    static Incoming of(RoutingRequest request) {
        HttpPrologue prologue = request.prologue();
        List<FormPair> query =
                prologue.hasQuery() ? FormPair.parse(prologue.query().rawValue()) : List.of();
        Map<String, String> headers = headers(request);
        String method = prologue.method().text().toUpperCase(Locale.ROOT);
        return new Incoming(
                method,
                method.equals("POST") ? override(query, headers) : method,
                withoutAuthority(prologue.uriPath().rawPath()),
                query,
                headers);
    }

    private static Map<String, String> headers(RoutingRequest request) {
        var headers = new HashMap<String, String>();
        for (Header header : request.headers()) {
            HeaderName name = header.headerName();
            boolean chain = header.valueCount() > 1 && isChain(name);
            headers.putIfAbsent(name.lowerCase(), chain ? header.values() : header.get());
        }
        return headers;
    }

    private static boolean isChain(HeaderName name) {
        return name.equals(HeaderNames.X_FORWARDED_FOR)
                || name.equals(HeaderNames.X_FORWARDED_PROTO)
                || name.equals(HeaderNames.FORWARDED);
    }

    private static String override(List<FormPair> query, Map<String, String> headers) {
        String wanted = headers.getOrDefault("x-http-method-override", "");
        for (FormPair pair : query) {
            if (pair.name().equals("_method")) {
                wanted = pair.value();
            }
        }
        return wanted.isBlank() ? "POST" : wanted.strip().toUpperCase(Locale.ROOT);
    }

    /// `http://host/path` is as good as `/path`.
    private static String withoutAuthority(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return target;
        }
        int slash = target.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }

    Optional<Routes.Match> find(Routes routes) {
        return viaQuery() ? routes.findRest(restRoute()) : routes.find(path);
    }

    /// The path below `/wp-json`, decoded, as the caller spelled it.
    String route() {
        if (viaQuery()) {
            return trimmed(restRoute());
        }
        String route = FormPair.decode(path, false);
        route = startsWith(route, INDEX + REST_PREFIX) ? route.substring(INDEX.length()) : route;
        route = startsWith(route, REST_PREFIX) ? route.substring(REST_PREFIX.length()) : route;
        return trimmed(route);
    }

    private boolean viaQuery() {
        return (path.equals("/") || path.equalsIgnoreCase(INDEX)) && has("rest_route");
    }

    private String restRoute() {
        String route = last("rest_route");
        return route.startsWith("/") ? route : "/" + route;
    }

    private static boolean startsWith(String path, String prefix) {
        return path.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static String trimmed(String route) {
        String bare = route.endsWith("/") ? route.substring(0, route.length() - 1) : route;
        return bare.isEmpty() ? "/" : bare;
    }

    boolean has(String parameter) {
        for (FormPair pair : query) {
            if (pair.name().equals(parameter)) {
                return true;
            }
        }
        return false;
    }

    String last(String parameter) {
        String value = "";
        for (FormPair pair : query) {
            if (pair.name().equals(parameter)) {
                value = pair.value();
            }
        }
        return value;
    }

    String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
