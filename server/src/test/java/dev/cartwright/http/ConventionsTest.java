package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What WordPress clients rely on beside the endpoints themselves.
class ConventionsTest {
    private static final String LIST = "/wp-json/cocart/v2/things";

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
    @ValueSource(
            strings = {
                LIST,
                LIST + "/",
                LIST + "?",
                "/wp-json/CoCart/V2/Things",
                "/index.php/wp-json/cocart/v2/things",
                "/?rest_route=/cocart/v2/things",
                "/?rest_route=%2Fcocart%2Fv2%2Fthings%2F",
                "/index.php?rest_route=/cocart/preview/things",
                "/wp-json/cocart/preview/v2/things",
                LIST + "?context=edit&_embed&_locale=user&_pretty&cart_key=x",
            })
    void answers200OnEverySpellingOfAPath(String target) throws IOException {
        assertThat(get(target)).startsWith("HTTP/1.1 200").contains("ada@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/wp-json/cocart/v2//things",
                LIST + "//",
                "/wp-json/cocart/v2/nothing",
                "/wp-json/cocart/v2/things/a.b",
                "/?rest_route=/nowhere",
                "/",
            })
    void answers404ElsewhereBeforeAnythingElseIsLookedAt(String target) throws IOException {
        String answer =
                RawClient.exchange(
                        server.port(),
                        "POST "
                                + target
                                + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 1\r\nConnection: close\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 404").contains("rest_no_route");
    }

    @Test
    void keysKeepTheirCaseAndAreDecoded() throws IOException {
        assertThat(get(LIST + "/%41b_-9")).contains("\"key\":\"Ab_-9\"");
    }

    /// Tests run in a time zone that is not GMT.
    @ParameterizedTest
    @ValueSource(strings = {LIST, LIST + "/k", LIST + "?_envelope", "/nowhere"})
    void theDateIsToldOnceAndInGmt(String target) throws IOException {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
                String answer =
                        RawClient.exchange(
                                server.port(),
                                method
                                        + " "
                                        + target
                                        + " "
                                        + version
                                        + "\r\nHost: h\r\nConnection: close\r\n"
                                        + TestServer.RIGHT
                                        + "\r\n\r\n");
                assertThat(answer).containsOnlyOnce("\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n");
                assertThat(answer).containsOnlyOnce("\r\nDate: ");
            }
        }
    }

    @Test
    void everyAnswerHasTheCommonHeadersAndNoneOfACart() throws IOException {
        String answer =
                RawClient.get(
                        server.port(),
                        LIST,
                        TestServer.RIGHT,
                        "X-Request-Id: my.id-1",
                        "Cart-Key: a");
        assertThat(answer)
                .contains("Content-Type: application/json; charset=UTF-8\r\n")
                .contains("CoCart-Version: 4.9.0\r\n")
                .contains("CoCart-Timestamp: " + TestServer.NOW.getEpochSecond() + "\r\n")
                .contains("Allow: GET, DELETE\r\n")
                .contains("Cache-Control: no-store\r\n")
                .contains("X-Content-Type-Options: nosniff\r\n")
                .contains("X-Robots-Tag: noindex\r\n")
                .contains("X-Request-Id: my.id-1\r\n")
                .contains("Vary: Origin\r\n")
                .contains("Link: <http://shop.example/wp-json/>; rel=\"https://api.w.org/\"\r\n")
                .contains("Link: <http://shop.example/next>; rel=\"next\"\r\n")
                .doesNotContainIgnoringCase("\r\nCart-Key")
                .doesNotContainIgnoringCase("ETag")
                .doesNotContainIgnoringCase("Set-Cookie")
                .doesNotContain("Allow-Credentials");
    }

    @Test
    void aRequestIdThatCouldForgeLogLinesIsReplaced() throws IOException {
        assertThat(RawClient.get(server.port(), LIST, "X-Request-Id: a b=c"))
                .doesNotContain("a b=c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cs_right", "ck_right", "id-cs_right"})
    void aKeyInPlaceOfARequestIdIsNotEchoed(String presented) throws IOException {
        assertThat(RawClient.get(server.port(), LIST, "X-Request-Id: " + presented))
                .contains("X-Request-Id: ")
                .doesNotContain(presented);
    }

    @Test
    void aRouteBesideTheApiNamesItsOwnAddress() throws IOException {
        assertThat(RawClient.request(server.port(), "OPTIONS", "/healthz"))
                .contains("\"href\":\"http://shop.example/healthz\"");
        assertThat(RawClient.request(server.port(), "OPTIONS", LIST))
                .contains("\"href\":\"http://shop.example" + LIST + "\"");
    }

    @Test
    void headIsGetWithoutItsBody() throws IOException {
        String answer = RawClient.request(server.port(), "HEAD", LIST, TestServer.RIGHT);
        assertThat(answer).startsWith("HTTP/1.1 200").contains("X-WP-Total: 2");
        assertThat(RawClient.body(answer)).isEmpty();
        assertThat(RawClient.request(server.port(), "HEAD", LIST)).startsWith("HTTP/1.1 401");
    }

    @Test
    void fieldsAreSelectedInEveryElementAndBelow() throws IOException {
        assertThat(RawClient.body(get(LIST + "?_fields=id,customer.name")))
                .isEqualTo(
                        "[{\"id\":0,\"customer\":{\"name\":\"Ada\"}},"
                                + "{\"id\":1,\"customer\":{\"name\":\"Ada\"}}]");
        assertThat(RawClient.body(get(LIST + "?_fields=nope"))).isEqualTo("[{},{}]");
        assertThat(RawClient.body(get(LIST + "?_fields=customer")))
                .contains("\"email\":\"ada@example.com\"")
                .doesNotContain("\"id\"");
        assertThat(RawClient.body(get(LIST + "?_fields="))).contains("\"id\":0");
        assertThat(RawClient.get(server.port(), LIST + "?_fields=id")).contains("\"message\"");
    }

    @Test
    void anEnvelopeCarriesStatusAndHeaders() throws IOException {
        String answer = RawClient.get(server.port(), LIST + "?_envelope");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(RawClient.body(answer))
                .startsWith("{\"body\":{\"code\":\"woocommerce_rest_cannot_view\"")
                .contains("\"status\":401,\"headers\":{")
                .contains("\"Allow\":\"GET, DELETE\"");
        assertThat(RawClient.body(get(LIST + "?_envelope=1&_fields=id")))
                .startsWith("{\"body\":[{\"id\":0},{\"id\":1}],\"status\":200")
                .contains("\"X-WP-Total\":\"2\"");
    }

    @Test
    void answers400ToJsonp() throws IOException {
        assertThat(get(LIST + "?_jsonp=a"))
                .startsWith("HTTP/1.1 400")
                .contains("rest_callback_disabled");
    }

    @Test
    void methodsAreOverriddenOnPostOnly() throws IOException {
        assertThat(request("POST", LIST + "?_method=DELETE")).endsWith("\"gone\"");
        assertThat(request("POST", LIST, "X-HTTP-Method-Override: get")).contains("\"id\":0");
        assertThat(request("POST", LIST + "?_method=GET", "X-HTTP-Method-Override: DELETE"))
                .contains("\"id\":0");
        assertThat(request("GET", LIST + "?_method=DELETE")).contains("\"id\":0");
        assertThat(request("GET", LIST, "X-HTTP-Method-Override: DELETE")).contains("\"id\":0");
        assertThat(request("POST", LIST)).startsWith("HTTP/1.1 404");
        assertThat(
                        RawClient.request(
                                server.port(), "POST", LIST + "?_method=DELETE", TestServer.READER))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void jsonIsReadBeforeCredentials() throws IOException {
        String bad =
                RawClient.exchange(
                        server.port(),
                        "GET "
                                + LIST
                                + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 1\r\nConnection: close\r\n\r\n{");
        assertThat(bad).startsWith("HTTP/1.1 400").contains("rest_invalid_json");
        String empty = request("GET", LIST, "Content-Type: application/json");
        assertThat(empty).startsWith("HTTP/1.1 200");
    }

    @Test
    void optionsDescribesTheRouteWithoutLogin() throws IOException {
        String answer = RawClient.request(server.port(), "OPTIONS", LIST);
        assertThat(answer).startsWith("HTTP/1.1 200").contains("Allow: GET, DELETE");
        assertThat(RawClient.body(answer))
                .startsWith("{\"namespace\":\"cocart/v2\",\"methods\":[\"GET\",\"DELETE\"]")
                .contains("\"page\":{\"description\":\"Which page.\",\"type\":\"integer\"")
                .contains("\"default\":1,\"minimum\":1,\"required\":false")
                .contains("\"href\":\"http://shop.example/wp-json/cocart/v2/things\"");
    }

    @Test
    void preflightNamesMethodsAndHeadersAndEchoesTheOrigin() throws IOException {
        String answer =
                RawClient.request(
                        server.port(),
                        "OPTIONS",
                        LIST,
                        "Origin: https://app.example",
                        "Access-Control-Request-Method: DELETE");
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: https://app.example\r\n")
                .contains("Access-Control-Allow-Methods: OPTIONS, GET, DELETE\r\n")
                .contains("Access-Control-Allow-Headers: Authorization, ")
                .doesNotContain("Allow-Credentials");
        assertThat(RawClient.body(answer)).isEmpty();
    }

    @Test
    void secretsOfTheQueryDoNotReachHandlers() throws IOException {
        String answer =
                RawClient.get(
                        server.port(),
                        LIST + "/abc?consumer_key=ck_right&consumer_secret=cs_right&page=2");
        assertThat(answer).contains("{page=[2]}").doesNotContain("cs_right");
    }

    @Test
    void answers500WithoutDetail() throws IOException {
        assertThat(RawClient.get(server.port(), "/wp-json/cocart/v2/broken"))
                .startsWith("HTTP/1.1 500")
                .contains("internal_server_error")
                .doesNotContain("inner")
                .doesNotContain("Exception");
    }

    @Test
    void streamsAreWholeAndClosed() throws IOException {
        int before = TestServer.CLOSED.get();
        String target = "/wp-json/cocart/v2/stream?items=";
        String answer = RawClient.get(server.port(), target + "5000");
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("0\r\n\r\n");
        assertThat(answer.length()).isGreaterThan(500_000);
        assertThat(RawClient.request(server.port(), "HEAD", target + "5000"))
                .startsWith("HTTP/1.1 200");
        assertThat(RawClient.get(server.port(), target + "5&fail=2"))
                .startsWith("HTTP/1.1 500")
                .contains("internal_server_error");
        assertThat(RawClient.get(server.port(), target + "5000&fail=4000"))
                .startsWith("HTTP/1.1 200")
                .doesNotEndWith("0\r\n\r\n")
                .doesNotContain("internal_server_error");
        assertThat(TestServer.CLOSED.get()).isEqualTo(before + 4);
    }

    @Test
    void requestsAreCountedByRoute() throws IOException {
        get(LIST + "/one");
        get(LIST + "/two");
        var timer =
                server.registry
                        .get("http.server.requests")
                        .tag("route", "/cocart/v2/things/{key}")
                        .tag("method", "GET")
                        .tag("status", "200")
                        .timer();
        assertThat(timer.count()).isGreaterThanOrEqualTo(2);
        assertThat(server.registry.get("http.server.requests.active").gauge().value()).isZero();
    }

    @Test
    void routesCanBeListed() {
        assertThat(TestServer.routes().all())
                .extracting(Route::toString)
                .contains("[GET, DELETE] /cocart/v2/things", "[GET] /healthz");
        assertThat(TestServer.routes().all().getFirst().methods())
                .isEqualTo(List.of("GET", "DELETE"));
    }

    private static String get(String target) throws IOException {
        return RawClient.get(server.port(), target, TestServer.RIGHT);
    }

    private static String request(String method, String target, String... headers)
            throws IOException {
        var all = new java.util.ArrayList<>(List.of(headers));
        all.add(TestServer.RIGHT);
        return RawClient.request(server.port(), method, target, all.toArray(String[]::new));
    }

    private static String send(String request, String type, String body) throws IOException {
        return RawClient.exchange(
                server.port(),
                request
                        + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                        + TestServer.RIGHT
                        + (type.isEmpty() ? "" : "\r\nContent-Type: " + type)
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    /// Whoever writes `dry_run` there must not be passed over.
    @Test
    void answers400ToADeletionWithABodyThatNobodyReads() throws IOException {
        String request = "DELETE " + LIST;
        for (String type : List.of("", "text/plain", "multipart/form-data; boundary=x")) {
            assertThat(send(request, type, "dry_run=true"))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"code\":\"rest_bad_request\"");
        }
        String form = "application/x-www-form-urlencoded";
        assertThat(send(request, form, "dry_run=true")).startsWith("HTTP/1.1 200");
        assertThat(send(request, "application/json", "{}")).startsWith("HTTP/1.1 200");
        assertThat(send(request, "text/plain", "")).startsWith("HTTP/1.1 200");
        assertThat(send("POST " + LIST + "?_method=DELETE", "text/plain", "x"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void answers400WhenTheQueryAndAFormSayDifferentThings() throws IOException {
        String form = "application/x-www-form-urlencoded";
        for (String request :
                List.of(
                        "DELETE " + LIST + "?dry_run=true",
                        "POST " + LIST + "/k/open?dry_run=true")) {
            assertThat(send(request, form, "dry_run=false"))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"code\":\"rest_bad_request\"");
            assertThat(send(request, form, "dry_run=true&a=b")).startsWith("HTTP/1.1 200");
        }
        assertThat(send("GET " + LIST + "?page=1", form, "page=2")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aFormInTheBodyCountsLikeTheQuery() throws IOException {
        String answer =
                send(
                        "POST " + LIST + "/k/open?a=1",
                        "application/x-www-form-urlencoded; charset=UTF-8",
                        "b=2&consumer_key=ck_x&consumer_secret=cs_canary7x&c[]=3");
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("a=", "b=", "c")
                .doesNotContain("cs_canary7x");
    }

    @Test
    void headTellsNoLengthThatItDoesNotKnow() throws IOException {
        String stream = "/wp-json/cocart/v2/stream";
        assertThat(RawClient.request(server.port(), "HEAD", stream, TestServer.RIGHT))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("Content-Length")
                .endsWith("\r\n\r\n");
        assertThat(RawClient.request(server.port(), "HEAD", LIST, TestServer.RIGHT))
                .doesNotContain("Content-Length: 0");
    }
}
