package dev.cartwright.access;

import dev.cartwright.access.Credentials.OAuth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

/// The signature of an OAuth 1.0a request, made the way WooCommerce checks it
/// (`class-wc-rest-authentication.php`), which differs from RFC 5849 in how it orders names and
/// treats nested ones.
final class OAuthSignature {
    private static final String SIGNATURE = "oauth_signature";

    private OAuthSignature() {}

    /// @param hmac of the method that the request names, keyed with `secret&`
    static boolean right(OAuth request, HmacState hmac) {
        byte[] expected =
                Base64.getEncoder()
                        .encode(hmac.sign(baseString(request).getBytes(StandardCharsets.UTF_8)));
        String presented = request.oauth().getOrDefault(SIGNATURE, "");
        return MessageDigest.isEqual(expected, decoded(presented));
    }

    /// Clients that encode twice are understood too: base 64 itself has no percent sign.
    private static byte[] decoded(String signature) {
        return PercentCode.decode(signature.replace(' ', '+'));
    }

    /// What is signed: method, address and parameters, each encoded and joined by ampersands.
    static String baseString(OAuth request) {
        var text = new StringBuilder(request.method());
        text.append('&').append(PercentCode.encode(request.url()));
        String joint = "&";
        for (String pair : pairs(request)) {
            text.append(joint).append(PercentCode.encode(pair));
            joint = "%26";
        }
        return text.toString();
    }

    /// Names and values encoded once. Only outermost names are sorted, by the bytes they have
    /// before encoding; nested ones stay in order and are encoded once less, as in PHP.
    private static List<String> pairs(OAuth request) {
        var parameters = new PhpParameters();
        request.parameters().forEach(one -> parameters.put(one.name(), one.value()));
        request.oauth().forEach(parameters::replace);
        parameters.remove(SIGNATURE);

        var sorted = new TreeMap<String, Object>(PhpParameters.BYTEWISE);
        sorted.putAll(parameters.values());
        var pairs = new ArrayList<String>();
        sorted.forEach(
                (name, value) -> PhpParameters.flatten(PercentCode.encode(name), value, pairs));
        return pairs;
    }
}
