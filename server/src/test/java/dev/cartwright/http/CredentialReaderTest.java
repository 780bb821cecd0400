package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Credentials;
import dev.cartwright.access.Credentials.OAuth.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialReaderTest {
    private static final Credentials KEY = new Credentials.KeyAndSecret("ck_a", "cs_b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic Y2tfYTpjc19i",
                "basic Y2tfYTpjc19i",
                "BASIC   Y2tfYTpjc19i",
                "Basic Y2tfYSA6Y3NfYg==",
                "Basic Y2tfYSA6Y3NfYg",
            })
    void basicIsReadLeniently(String header) {
        assertThat(read(header, "")).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic ?",
                "Basic Y2tfYQ==",
                "Basic Og==",
                "Bearer x"
            })
    void whatIsNotUnderstoodIsNoCredential(String header) {
        assertThat(read(header, "")).isInstanceOf(Credentials.None.class);
    }

    @Test
    void secretsMayHoldColons() {
        String pair =
                Base64.getEncoder().encodeToString("ck_a:x:y".getBytes(StandardCharsets.UTF_8));
        assertThat(read("Basic " + pair, ""))
                .isEqualTo(new Credentials.KeyAndSecret("ck_a", "x:y"));
    }

    @Test
    void theQueryComesBeforeTheHeaderWhenBothHalvesAreThere() {
        String other = "Basic eDp5";
        assertThat(read(other, "consumer_key=ck_a&consumer_secret=cs_b")).isEqualTo(KEY);
        assertThat(read(other, "consumer_key=ck_a"))
                .isEqualTo(new Credentials.KeyAndSecret("x", "y"));
        assertThat(read(other, "consumer_key=&consumer_secret="))
                .isEqualTo(new Credentials.KeyAndSecret("x", "y"));
    }

    @Test
    void overClearHttpNothingIsLookedAtButOAuth() {
        assertThat(read("Basic Y2tfYTpjc19i", "", false)).isInstanceOf(Credentials.InClear.class);
        assertThat(read("", "consumer_key=a&consumer_secret=b", false))
                .isInstanceOf(Credentials.InClear.class);
        assertThat(read("", "oauth_nonce=a", false)).isInstanceOf(Credentials.OAuth.class);
    }

    @Test
    void oauthIsCollectedFromQueryAndHeaderAndTheHeaderWins() {
        var oauth =
                (Credentials.OAuth)
                        read(
                                "OAuth realm=\"x\", oauth_nonce=\"n%2B1\", oauth_signature=\"a%3D\"",
                                "page=2&oauth_nonce=old&a%20b=c+d", false);
        assertThat(oauth.oauth())
                .containsEntry("oauth_nonce", "n+1")
                .containsEntry("oauth_signature", "a=")
                .hasSize(2);
        assertThat(oauth.parameters())
                .isEqualTo(
                        List.of(
                                new Parameter("page", "2"),
                                new Parameter("oauth_nonce", "old"),
                                new Parameter("a b", "c d")));
        assertThat(oauth.url()).isEqualTo("http://h/wp-json/x");
        assertThat(oauth.method()).isEqualTo("GET");
    }

    private static Credentials read(String header, String query) {
        return read(header, query, true);
    }

    private static Credentials read(String header, String query, boolean safe) {
        return CredentialReader.read(
                new CredentialReader.Source(
                        header,
                        FormPair.parse(query),
                        List.of(),
                        "GET",
                        "http://h/wp-json/x",
                        safe));
    }
}
