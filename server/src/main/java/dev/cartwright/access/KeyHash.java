package dev.cartwright.access;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What is kept of a consumer key to find it again.
public final class KeyHash {
    private static final int TRUNCATED_LENGTH = 7; // truncated_key CHAR(7) in WooCommerce's table
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /// WooCommerce's `wc_api_hash` uses this literal in every shop, and imported hashes with it.
    private static final HmacState WC_API =
            HmacState.of(new Sha256(), "wc-api".getBytes(StandardCharsets.UTF_8));

    private KeyHash() {}

    /// 64 lower-case hex digits. White space around the key is not part of it, as recorded.
    public static String of(String consumerKey) {
        byte[] key = consumerKey.trim().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(WC_API.sign(key));
    }

    /// The last 7 characters, by which people tell keys apart.
    public static String truncated(String consumerKey) {
        String key = consumerKey.trim();
        return key.substring(Math.max(0, key.length() - TRUNCATED_LENGTH));
    }

    static boolean wellFormed(String keyHash) {
        return FORM.matcher(keyHash).matches();
    }
}
