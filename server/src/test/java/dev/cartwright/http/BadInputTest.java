package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, the answer is no 5xx, tells nothing of the inside and repeats nothing.
class BadInputTest {
    private static final String OPEN = "/wp-json/cocart/v2/things/abc/open";
    private static final String CANARY = "canary7x";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|400|HTTP/9.9",
                "GET|400|canary7x",
            })
    void answersOtherVersions(String method, int status, String version) throws IOException {
        harmless(status, method + " " + OPEN + " " + version + "\r\nHost: h\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary7x\r\n\r\n",
                "GET\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "\r\n\r\n",
                "GET /canary7x HTTP/1.1\r\n\r\n",
                "GET /canary7x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /canary7x HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /canary7x HTTP/1.1\r\nHost: h:canary7x\r\n\r\n",
                "GET /canary7x HTTP/1.1\r\nHost: h\r\nno colon canary7x\r\n\r\n",
                "GET /canary7x HTTP/1.1\r\nHost: h\r\nBad Name: x\r\n\r\n",
                "GET /canary7x HTTP/1.1\nHost: h\n\n",
                "POST /canary7x HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                "POST /canary7x HTTP/1.1\r\nHost: h\r\nContent-Length: ten\r\n\r\n",
                "POST /canary7x HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /canary7x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST /canary7x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nabc",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
            })
    void answers400ToWhatIsNoRequest(String request) throws IOException {
        harmless(400, request);
    }

    @Test
    void answers400ToUnknownTransferEncodings() throws IOException {
        harmless(
                400,
                "POST "
                        + OPEN
                        + " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
    }

    @Test
    void answers414ToAnEndlessUrl() throws IOException {
        harmless(414, "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    }

    @Test
    void answers431ToTooManyHeaders() throws IOException {
        harmless(
                431,
                "GET " + OPEN + " HTTP/1.1\r\nHost: h\r\nX-A: " + "a".repeat(17_000) + "\r\n\r\n");
        harmless(
                431,
                "GET "
                        + OPEN
                        + " HTTP/1.1\r\nHost: h\r\n"
                        + "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(600)
                        + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {256 * 1024 + 1, 1024 * 1024, 3 * 1024 * 1024})
    void answers413ToATooLargeBodyAlsoToClientsThatSendItAllFirst(int size) throws IOException {
        String answer = post("Content-Length: " + size, "a".repeat(size));
        check(413, answer);
    }

    @Test
    void answers413ToChunksThatAreTooLargeTogether() throws IOException {
        String chunk = Integer.toHexString(100_000) + "\r\n" + "a".repeat(100_000) + "\r\n";
        check(413, post("Transfer-Encoding: chunked", chunk.repeat(3) + "0\r\n\r\n"));
        check(413, post("Transfer-Encoding: chunked", "7fffffff\r\n" + "a".repeat(1000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nabc\r\n0\r\n\r\n",
                "-1\r\nabc\r\n0\r\n\r\n",
                "\r\n\r\n",
                "3\r\nabcdef\r\n0\r\n\r\n",
                "fffffffffffffffff\r\nabc",
            })
    void answers400ToBrokenChunks(String body) throws IOException {
        check(400, post("Transfer-Encoding: chunked", body));
    }

    @Test
    void readsChunksWithExtensionsAndTrailers() throws IOException {
        String answer =
                post(
                        "Content-Type: application/json\r\nTransfer-Encoding: chunked",
                        "5;name=value\r\n{\"a\":\r\n2\r\n1}\r\n0\r\nX-Trailer: x\r\n\r\n");
        assertThat(RawClient.status(answer)).isEqualTo(200);
        assertThat(answer).contains("{\\\"a\\\":1}");
    }

    @Test
    void asksForTheBodyOnlyWhenItWillReadIt() throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send(
                    head(
                            "Content-Length: 2\r\nContent-Type: application/json\r\nExpect: 100-continue"));
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 100");
            assertThat(client.send("{}").readAnswer()).startsWith("HTTP/1.1 200");
        }
        try (var client = new RawClient(server.port())) {
            client.send(head("Content-Length: 999999\r\nExpect: 100-continue"));
            assertThat(client.readAll()).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "PUT", "PATCH", "TRACE", "CONNECT", "canary7x", "get"})
    void answers404ToMethodsThatTheRouteDoesNotHave(String method) throws IOException {
        String answer = RawClient.request(server.port(), method, OPEN);
        check(404, answer);
        assertThat(answer).contains("rest_no_route").doesNotContain("Allow: POST, GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "shop.example:443",
                "canary7x",
                "/%",
                "/%zz",
                "/wp-json/cocart/v2/things/%00",
                "/wp-json/cocart/v2/things/%ff%fe",
                "/wp-json/cocart/v2/things/a%2Fb",
                "/wp-json/cocart/v2/things/..%2f..%2fetc%2fpasswd",
                "/wp-json/../../etc/passwd",
                "/wp-json//cocart/v2/things",
                "/wp-json/cocart/v2/things/\u00e9",
                "/wp-json/cocart/v2/things/a;b=c",
                "/wp-json/cocart/v2/things/abcdefghijabcdefghijabcdefghijabcdefghijabc",
                "http://",
                "http://shop.example",
                "?",
                "#",
            })
    void answers404ToPathsThatLeadNowhere(String target) throws IOException {
        check(404, RawClient.get(server.port(), target, TestServer.RIGHT));
    }

    @Test
    void takesAbsoluteUrls() throws IOException {
        String answer =
                RawClient.get(
                        server.port(),
                        "http://shop.example/wp-json/cocart/v2/things/abc",
                        TestServer.RIGHT);
        check(200, answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%ff",
                "a=%c3%28",
                "a=%00",
                "a=b%00c",
                "a=%ed%a0%80",
                "a[]=%ff",
                "a=\u00e9"
            })
    void answers400ToParametersThatAreNoText(String query) throws IOException {
        String answer =
                RawClient.get(
                        server.port(), "/wp-json/cocart/v2/things?" + query, TestServer.RIGHT);
        check(400, answer);
        assertThat(answer).contains("rest_invalid_param").contains("\"a\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=%", "a=%zz", "%ff=1", "&&&", "=", "a", "a=1&a=2", "a[=1", "[]=1", "a=+"})
    void toleratesOddQueries(String query) throws IOException {
        check(
                200,
                RawClient.get(
                        server.port(), "/wp-json/cocart/v2/things?" + query, TestServer.RIGHT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic bm9jb2xvbg==",
                "Basic Og==",
                "Basic /////w==",
                "Bearer abc",
                "OAuth",
                "OAuth x",
                "\u00ff\u00fe",
                "Basic \u0000",
            })
    void answers401OrRefusesOddAuthorization(String value) throws IOException {
        String answer =
                RawClient.get(
                        server.port(), "/wp-json/cocart/v2/things", "Authorization: " + value);
        assertThat(RawClient.status(answer)).isIn(400, 401);
        harmlessText(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|4|Syntax error",
                "canary7x|4|Syntax error",
                "{\"a\":1}x|4|Syntax error",
                "[1,]|4|Syntax error",
                "'a'|4|Syntax error",
            })
    void answers400ToBadJson(String body, int code, String message) throws IOException {
        String answer =
                post("Content-Type: application/json\r\nContent-Length: " + body.length(), body);
        check(400, answer);
        assertThat(answer)
                .contains("rest_invalid_json")
                .contains("\"json_error_code\":" + code)
                .contains("\"json_error_message\":\"" + message);
    }

    @Test
    void answers400ToJsonThatIsTooDeepOrNoText() throws IOException {
        String deep = "[".repeat(5000);
        check(400, post("Content-Type: application/json\r\nContent-Length: 5000", deep));
        check(400, post("Content-Type: application/json\r\nContent-Length: 3", "\"\u00ff\""));
        check(400, post("Content-Type: application/json\r\nContent-Length: 1", "\0"));
        String digits = "9".repeat(5000);
        check(400, post("Content-Type: application/json\r\nContent-Length: 5000", digits));
    }

    @Test
    void repeatedNamesInJsonAreTolerated() throws IOException {
        String answer =
                post("Content-Type: application/json\r\nContent-Length: 13", "{\"a\":1,\"a\":2}");
        check(200, answer);
        assertThat(answer).contains("{\\\"a\\\":2}");
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        String one = "GET /healthz HTTP/1.1\r\nHost: h\r\nX-Request-Id: ";
        String answer =
                RawClient.exchange(
                        server.port(),
                        one
                                + "first\r\n\r\n"
                                + one
                                + "second\r\n\r\n"
                                + one
                                + "third\r\nConnection: close\r\n\r\n");
        assertThat(answer.indexOf("first")).isPositive().isLessThan(answer.indexOf("second"));
        assertThat(answer.indexOf("second")).isLessThan(answer.indexOf("third"));
    }

    @Test
    void aConnectionGoesOnAfterARefusedBody() throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send("POST /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabcde");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 404");
            client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void answersACallerThatClosedItsHalf() throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n").halfClose();
            assertThat(client.readAll()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void answers400WhereTheBodyBreaksOff() throws IOException {
        try (var client = new RawClient(server.port())) {
            client.send(head("Content-Length: 10") + "abc").halfClose();
            String answer = client.readAll();
            check(400, answer);
        }
    }

    private static String head(String headers) {
        return "POST " + OPEN + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n\r\n";
    }

    private static String post(String headers, String body) throws IOException {
        return RawClient.exchange(server.port(), head(headers + "\r\nConnection: close") + body);
    }

    private static void harmless(int status, String request) throws IOException {
        check(status, RawClient.exchange(server.port(), request));
    }

    private static void check(int status, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status >= 400) {
            assertThat(RawClient.body(answer)).startsWith("{\"code\":\"");
            assertThat(answer).contains("X-Request-Id: ").contains("\"status\":" + status);
            harmlessText(answer);
        }
    }

    private static void harmlessText(String answer) {
        assertThat(answer)
                .doesNotContain(CANARY)
                .doesNotContain("Exception")
                .doesNotContain("helidon")
                .doesNotContain("\tat ")
                .doesNotContain("etc/passwd");
    }
}
