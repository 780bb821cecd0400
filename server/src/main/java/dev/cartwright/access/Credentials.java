package dev.cartwright.access;

import java.util.List;
import java.util.Map;

/// What a request presents to say who is calling, as it stands in the request.
public sealed interface Credentials {
    /// Nothing, or nothing that this server understands.
    record None() implements Credentials {}

    /// A consumer key or secret that came over clear http: not looked at.
    record InClear() implements Credentials {}

    /// Key and secret, from the Basic header or the query.
    record KeyAndSecret(String key, String secret) implements Credentials {
        @Override
        public String toString() {
            return "KeyAndSecret[…]";
        }
    }

    /// An OAuth 1.0a one-legged signature.
    ///
    /// @param method the real HTTP method, upper case, before any override
    /// @param url scheme, host and path as the client signed them, without query
    /// @param parameters every query and form parameter, decoded, in order of arrival; without
    ///     those of the Authorization header
    /// @param oauth the `oauth_*` parameters, from header or query, the header's first
    record OAuth(String method, String url, List<Parameter> parameters, Map<String, String> oauth)
            implements Credentials {
        public record Parameter(String name, String value) {}

        public OAuth {
            parameters = List.copyOf(parameters);
            oauth = Map.copyOf(oauth);
        }

        @Override
        public String toString() {
            return "OAuth[…]";
        }
    }
}
