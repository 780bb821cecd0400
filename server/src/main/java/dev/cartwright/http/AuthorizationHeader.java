package dev.cartwright.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// Why nothing in a request could be read as a credential, by what stands in the request itself.
public final class AuthorizationHeader {
    private static final String BASIC = "basic ";

    private AuthorizationHeader() {}

    public enum Fault {
        HEADER_MISSING("There is no Authorization header. A proxy in between may have dropped it."),
        UNKNOWN_SCHEME("The Authorization header must begin with Basic or OAuth."),
        NOT_BASE64("What follows Basic is not base64."),
        NO_COLON("The decoded credentials have no colon between key and secret."),
        EMPTY_KEY("There is nothing before the colon: the consumer key is missing."),
        EMPTY_SECRET("There is nothing behind the colon: the consumer secret is missing."),
        OAUTH_INCOMPLETE("The OAuth signature has no parameters.");

        private final String hint;

        Fault(String hint) {
            this.hint = hint;
        }

        /// For programs: `header_missing`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// For people.
        public String hint() {
            return hint;
        }
    }

    /// @param request one that presents no credential this server understands
    public static Fault fault(Request request) {
        String header = request.header("authorization").orElse("").strip();
        if (header.isEmpty()) {
            return Fault.HEADER_MISSING;
        }
        if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(header.substring(BASIC.length()).strip());
        }
        return header.regionMatches(true, 0, "oauth", 0, "oauth".length())
                ? Fault.OAUTH_INCOMPLETE
                : Fault.UNKNOWN_SCHEME;
    }

    private static Fault basic(String payload) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return Fault.NOT_BASE64;
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Fault.NO_COLON;
        }
        return pair.substring(0, colon).isBlank() ? Fault.EMPTY_KEY : Fault.EMPTY_SECRET;
    }
}
