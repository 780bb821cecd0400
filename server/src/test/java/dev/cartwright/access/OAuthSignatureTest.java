package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Credentials.OAuth;
import dev.cartwright.access.Credentials.OAuth.Parameter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class OAuthSignatureTest {
    private static final String URL = "http://127.0.0.1:8088/wp-json/cocart/v2/sessions";
    private static final String START =
            "GET&http%3A%2F%2F127.0.0.1%3A8088%2Fwp-json%2Fcocart%2Fv2%2Fsessions&";
    private static final String SECRET = "cs_16519062ff5a88275eb56fcdbc87d9f5d34fb87a";

    /// The expected texts were made by PHP 8.2 with its own `parse_str`, `strcmp`, `rawurlencode`.
    @Test
    void namesAreSortedByTheirBytesBeforeTheyAreEncoded() {
        assertThat(baseString("b=2&a=1&a_b=3&aB=4&%C3%A9=5&Z=%F0%9F%98%80~*%20+"))
                .isEqualTo(
                        START
                                + "Z%3D%25F0%259F%2598%2580~%252A%2520%2520%26a%3D1%26aB%3D4"
                                + "%26a_b%3D3%26b%3D2%26%25C3%25A9%3D5");
    }

    @Test
    void nestedNamesKeepTheirOrderAndAreEncodedOnceLess() {
        assertThat(baseString("filter[a]=1&ids[]=7&ids[]=8&filter[b][c]=x%26y&ids[5]=9&ids[]=10"))
                .isEqualTo(
                        START
                                + "filter%255Ba%255D%3D1%26filter%255Bb%255D%255Bc%255D%3Dx%2526y"
                                + "%26ids%255B0%255D%3D7%26ids%255B1%255D%3D8"
                                + "%26ids%255B5%255D%3D9%26ids%255B6%255D%3D10");
    }

    @Test
    void theLastOfEqualNamesCounts() {
        assertThat(baseString("x=1&x=2&y[a]=1&y=2&z=1&z[k]=3&_fields=a,b.c"))
                .isEqualTo(START + "_fields%3Da%252Cb.c%26x%3D2%26y%3D2%26z%255Bk%255D%3D3");
        assertThat(baseString("odd]=1&q[a]b=3&n[k]"))
                .isEqualTo(START + "n%255Bk%255D%3D%26odd%255D%3D1%26q%255Ba%255D%3D3");
    }

    @Test
    void namesAreSortedByCodePointAlsoBeyondTheFirstPlane() {
        assertThat(PhpParameters.BYTEWISE.compare("\uffff", "\ud83d\ude00")).isNegative();
        assertThat(PhpParameters.BYTEWISE.compare("\ud83d\ude00", "z")).isPositive();
        assertThat(PhpParameters.BYTEWISE.compare("a", "ab")).isNegative();
    }

    @Test
    void theHeadersParametersReplaceThoseOfTheQueryAndTheSignatureIsLeftOut() {
        var request =
                new OAuth(
                        "GET",
                        URL,
                        parameters("oauth_nonce=query&a=1&oauth_signature=x"),
                        Map.of("oauth_nonce", "header", "oauth_signature", "y"));
        assertThat(OAuthSignature.baseString(request))
                .isEqualTo(START + "a%3D1%26oauth_nonce%3Dheader");
    }

    @Test
    void whatAnIndependentClientSignsIsRight() throws GeneralSecurityException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            var plain = new TreeMap<String, String>(OAuthSignatureTest::compareBytes);
            for (int i = random.nextInt(6); i >= 0; i--) {
                plain.put("n" + text(random), text(random));
            }
            String signature = sign(plain, SECRET, "HmacSHA256");
            assertThat(right(plain, signature)).as("seed %d, run %d", seed, run).isTrue();
            assertThat(right(plain, signature.replace('+', ' '))).as("seed %d", seed).isTrue();
            assertThat(right(plain, encode(signature))).as("seed %d", seed).isTrue();
            assertThat(right(plain, sign(plain, SECRET + "x", "HmacSHA256"))).isFalse();
            plain.put("n", "more");
            assertThat(right(plain, signature)).as("seed %d, run %d", seed, run).isFalse();
        }
    }

    /// A base string must not cost more than its length: this is asked by anybody.
    @Test
    void manyUnnumberedAndDeeplyNestedNamesAreBorne() {
        var many = new ArrayList<Parameter>();
        for (int i = 0; i < 50_000; i++) {
            many.add(new Parameter("a[]", ""));
        }
        many.add(new Parameter("b" + "[x]".repeat(5_000), ""));
        many.add(new Parameter("[".repeat(5_000), ""));
        String base = OAuthSignature.baseString(new OAuth("GET", URL, many, Map.of()));
        assertThat(base).contains("a%255B49999%255D%3D").doesNotContain("b%255Bx");
    }

    @Test
    void percentCodesAreReadWhereTheyAreValid() {
        assertThat(new String(PercentCode.decode("a%2Bb%2f%zz%2"), StandardCharsets.UTF_8))
                .isEqualTo("a+b/%zz%2");
    }

    private static boolean right(Map<String, String> plain, String signature) {
        var parameters = new ArrayList<Parameter>();
        plain.forEach((name, value) -> parameters.add(new Parameter(name, value)));
        var request = new OAuth("GET", URL, parameters, Map.of("oauth_signature", signature));
        byte[] key = (SECRET + "&").getBytes(StandardCharsets.UTF_8);
        return OAuthSignature.right(request, HmacState.of(new Sha256(), key));
    }

    static String sign(Map<String, String> sorted, String secret, String algorithm)
            throws GeneralSecurityException {
        var pairs = new ArrayList<String>();
        sorted.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        String base = START + encode(String.join("&", pairs));
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), algorithm));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
    }

    static int compareBytes(String one, String other) {
        return Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int limit = random.nextInt(4) == 0 ? 0x11000 : 0x80;
            int point = random.nextInt(limit);
            boolean usable = point != '[' && (point < 0xd800 || point > 0xdfff);
            text.appendCodePoint(usable ? point : '~');
        }
        return text.toString();
    }

    private static String baseString(String query) {
        return OAuthSignature.baseString(new OAuth("GET", URL, parameters(query), Map.of()));
    }

    static List<Parameter> parameters(String query) {
        var parameters = new ArrayList<Parameter>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.add(new Parameter(decode(name), decode(value)));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
