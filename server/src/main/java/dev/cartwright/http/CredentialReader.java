package dev.cartwright.http;

import dev.cartwright.access.Credentials;
import dev.cartwright.access.Credentials.OAuth.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds what a request presents to say who is calling: key and secret in the query, then Basic,
/// then OAuth 1.0a.
///
/// What is not understood is no credential; it is never an error of its own.
final class CredentialReader {
    private static final Credentials NONE = new Credentials.None();
    private static final Credentials IN_CLEAR = new Credentials.InClear();

    private CredentialReader() {}

    /// @param authorization the header, empty for none
    /// @param query in order of arrival
    /// @param form as the query, of a form posted in the body
    /// @param method real one, before an override
    /// @param url scheme, host and path as the client signed them
    /// @param mayCarrySecrets whether the way to here was safe enough for a key and secret
    record Source(
            String authorization,
            List<FormPair> query,
            List<FormPair> form,
            String method,
            String url,
            boolean mayCarrySecrets) {}

    static Credentials read(Source source) {
        String key = last(source.query, "consumer_key");
        String secret = last(source.query, "consumer_secret");
        if (!key.isEmpty() && !secret.isEmpty()) {
            return keyAndSecret(key, secret, source);
        }
        String authorization = source.authorization.strip();
        if (hasScheme(authorization, "basic")) {
            return basic(authorization.substring("basic".length()).strip(), source);
        }
        return oauth(authorization, source);
    }

    private static Credentials basic(String payload, Source source) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(payload);
        } catch (IllegalArgumentException _) {
            return NONE;
        }
        String pair = new String(bytes, StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return NONE;
        }
        String key = pair.substring(0, colon);
        String secret = pair.substring(colon + 1);
        return key.isBlank() || secret.isEmpty() ? NONE : keyAndSecret(key, secret, source);
    }

    private static Credentials keyAndSecret(String key, String secret, Source source) {
        return source.mayCarrySecrets
                ? new Credentials.KeyAndSecret(key.strip(), secret.strip())
                : IN_CLEAR;
    }

    private static Credentials oauth(String authorization, Source source) {
        var parameters = new ArrayList<Parameter>();
        var oauth = new HashMap<String, String>();
        collect(source.query, parameters, oauth);
        collect(source.form, parameters, oauth);
        if (hasScheme(authorization, "oauth")) {
            readHeader(authorization.substring("oauth".length()), oauth);
        }
        return oauth.isEmpty()
                ? NONE
                : new Credentials.OAuth(source.method, source.url, parameters, oauth);
    }

    private static void collect(
            List<FormPair> pairs, List<Parameter> parameters, Map<String, String> oauth) {
        for (FormPair pair : pairs) {
            parameters.add(new Parameter(pair.name(), pair.value()));
            if (pair.name().startsWith("oauth_")) {
                oauth.put(pair.name(), pair.value());
            }
        }
    }

    /// `oauth_consumer_key="…", oauth_nonce="…"`; other members, as `realm`, do not count.
    private static void readHeader(String members, Map<String, String> oauth) {
        for (String member : members.split(",", -1)) {
            int equals = member.indexOf('=');
            String name = equals < 0 ? "" : member.substring(0, equals).strip();
            if (name.startsWith("oauth_")) {
                String value = member.substring(equals + 1).strip();
                boolean quoted =
                        value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                value = quoted ? value.substring(1, value.length() - 1) : value;
                oauth.put(name, FormPair.decode(value, false));
            }
        }
    }

    private static boolean hasScheme(String authorization, String scheme) {
        return authorization.length() > scheme.length()
                && authorization.charAt(scheme.length()) == ' '
                && authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String last(List<FormPair> pairs, String name) {
        for (int i = pairs.size() - 1; i >= 0; i--) {
            if (pairs.get(i).name().equals(name)) {
                return pairs.get(i).value();
            }
        }
        return "";
    }
}
