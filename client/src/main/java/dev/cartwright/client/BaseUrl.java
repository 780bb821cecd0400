package dev.cartwright.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// The address that all paths of the API stand behind.
final class BaseUrl {
    private static final String REST = "/wp-json";

    private BaseUrl() {}

    /// @param url the shop's address, or one that leads into its REST interface
    /// @param api the path behind `/wp-json/`, for a URL that does not lead there
    static String of(String url, String api, boolean allowClearHttp) {
        String below = api.replaceAll("^/+|/+$", "");
        URI parsed =
                parsed(url)
                        .orElseThrow(() -> new IllegalArgumentException("the address is no URL"));
        check(parsed, allowClearHttp);
        String path = trimmed(parsed.getRawPath());
        if (!path.contains(REST)) {
            path = path + REST + "/" + below;
        } else if (path.endsWith("/cocart") || path.endsWith("/cocart/preview")) {
            path = path + "/v2";
        } else if (path.endsWith(REST)) {
            path = path + "/" + below;
        }
        return parsed.getScheme() + "://" + parsed.getRawAuthority() + path;
    }

    /// The failure is dropped: its text has the whole address, which may have a secret in it.
    private static Optional<URI> parsed(String url) {
        try {
            return Optional.of(new URI(url.strip()));
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    private static void check(URI url, boolean allowClearHttp) {
        String host = url.getHost();
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("not an http or https address");
        }
        if (url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "credentials, query and fragment do not belong into the address");
        }
        if (scheme.equals("http") && !allowClearHttp && !loopback(host)) {
            throw new IllegalArgumentException(
                    "refusing to send a consumer secret over clear http to another machine;"
                            + " use https");
        }
    }

    /// By its text alone: what a name resolves to may change between two looks.
    private static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static String trimmed(String path) {
        return path.replaceAll("^/+(?=/)|/+$", "");
    }
}
