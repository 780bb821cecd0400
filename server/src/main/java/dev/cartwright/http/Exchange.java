package dev.cartwright.http;

import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.ApiErrors;
import dev.cartwright.wire.FieldSelection;
import dev.cartwright.wire.JsonInput;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One request and its answer.
final class Exchange {
    /// Not for handlers: they would end up in links.
    private static final Set<String> HIDDEN_PARAMETERS =
            Set.of(
                    "consumer_key",
                    "consumer_secret",
                    "username",
                    "password",
                    "rest_route",
                    "_method");

    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final Pipeline pipeline;
    private final Connection connection;
    private final RoutingResponse out;
    private final Incoming in;
    private final Body body;
    private final String id;
    private final Peers.Peer peer;
    private final RequestTrace trace = new RequestTrace();
    private RouteState state;
    private boolean last;
    private @Nullable Sender sender;

    Exchange(
            Pipeline pipeline, Connection connection, RoutingRequest request, RoutingResponse out) {
        this.pipeline = pipeline;
        this.connection = connection;
        this.out = out;
        this.in = Incoming.of(request);
        this.body = new Body(connection, request);
        this.id = pipeline.ids().of(in.headers().get("x-request-id"));
        this.peer = pipeline.peers().of(connection.address(), connection.isSecure(), in.headers());
        this.state = pipeline.noRoute();
        this.last =
                connection.ofOldVersion()
                        || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    void run() {
        Optional<Routes.Match> match = in.find(pipeline.routes());
        if (match.isEmpty()) {
            refuse(ApiErrors.NO_ROUTE);
            return;
        }
        Route route = match.get().route();
        state = pipeline.state(route);
        if (in.effectiveMethod().equals("OPTIONS")) {
            body.discard();
            send(options(route));
            return;
        }
        Route.Endpoint endpoint = route.find(in.effectiveMethod());
        if (endpoint == null) {
            refuse(ApiErrors.NO_ROUTE);
            return;
        }
        if (in.has("_jsonp")) {
            refuse(ApiErrors.CALLBACK_DISABLED);
            return;
        }
        switch (body.read(pipeline.settings().limits().maxBodyBytes())) {
            case Body.Outcome.TooLarge _ -> send(Response.error(ApiErrors.BODY_TOO_LARGE));
            case Body.Outcome.Broken _ -> send(Response.error(ApiErrors.BAD_REQUEST));
            case Body.Outcome.Whole(var bytes) -> handle(endpoint, match.get(), bytes);
        }
    }

    private void refuse(ApiError error) {
        body.discard();
        send(Response.error(error));
    }

    private void handle(Route.Endpoint endpoint, Routes.Match match, byte[] bytes) {
        connection.requestRead();
        Optional<JsonInput> json = Optional.empty();
        String type = in.header("content-type");
        if (bytes.length > 0 && deletes() && !isJson(type) && !isForm(type)) {
            send(Response.error(ApiErrors.UNREAD_BODY));
            return;
        }
        List<FormPair> form =
                isForm(type) && mayHaveBody()
                        ? FormPair.parse(new String(bytes, StandardCharsets.UTF_8))
                        : List.of();
        if (contradicts(form)) {
            send(Response.error(ApiErrors.CONTRADICTION));
            return;
        }
        if (bytes.length > 0 && isJson(type)) {
            switch (JsonInput.parse(bytes)) {
                case JsonInput.Parsed.Bad(var error) -> {
                    send(Response.error(error));
                    return;
                }
                case JsonInput.Parsed.Good(var input) -> json = Optional.of(input);
            }
        }
        Request request = request(match, json, form);
        Response response =
                ScopedValue.where(RequestTrace.CURRENT, trace)
                        .call(() -> endpoint.handler().handle(request));
        send(response);
    }

    private Request request(Routes.Match match, Optional<JsonInput> json, List<FormPair> form) {
        String baseUrl = baseUrl();
        var credentials =
                CredentialReader.read(
                        new CredentialReader.Source(
                                in.header("authorization"),
                                in.query(),
                                in.method().equals("POST") ? form : List.of(),
                                in.method(),
                                baseUrl + in.path(),
                                peer.mayCarrySecrets()));
        return new Request(
                id,
                in.effectiveMethod(),
                in.route(),
                match.parameters(),
                query(form),
                baseUrl,
                in.headers(),
                json,
                credentials,
                peer.address());
    }

    /// What a form in the body says counts like the query, as in WordPress.
    private Query query(List<FormPair> form) {
        if (in.query().isEmpty() && form.isEmpty()) {
            return Query.EMPTY;
        }
        var shown = new ArrayList<FormPair>();
        for (List<FormPair> pairs : List.of(in.query(), form)) {
            pairs.stream().filter(Exchange::isShown).forEach(shown::add);
        }
        return Query.of(shown);
    }

    private static boolean isShown(FormPair pair) {
        return !HIDDEN_PARAMETERS.contains(pair.name()) && !pair.name().startsWith("oauth_");
    }

    /// Whether the form says otherwise than the query: which of the two was meant, as with
    /// `dry_run`, nobody can be sure of.
    private boolean contradicts(List<FormPair> form) {
        if (form.isEmpty() || in.query().isEmpty()) {
            return false;
        }
        var said = new HashMap<String, String>();
        in.query().forEach(pair -> said.put(pair.name(), pair.value()));
        return form.stream()
                .filter(pair -> isShown(pair) && !pair.name().contains("["))
                .anyMatch(
                        pair -> !said.getOrDefault(pair.name(), pair.value()).equals(pair.value()));
    }

    private boolean mayHaveBody() {
        String method = in.effectiveMethod();
        return !method.equals("GET") && !method.equals("HEAD");
    }

    /// What a body says that nobody reads, as `dry_run`, must not be passed over here.
    private boolean deletes() {
        return in.effectiveMethod().equals("DELETE");
    }

    private static boolean isForm(String type) {
        return type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /// `application/json` or `application/…+json`, with or without parameters.
    private static boolean isJson(String type) {
        int semicolon = type.indexOf(';');
        String bare =
                (semicolon < 0 ? type : type.substring(0, semicolon))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return bare.equals("application/json")
                || bare.startsWith("application/") && bare.endsWith("+json");
    }

    private String baseUrl() {
        var fixed = pipeline.settings().publicUrl();
        if (fixed != null) {
            String url = fixed.toString();
            return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        }
        String scheme = peer.https() ? "https://" : "http://";
        String host = in.header("host");
        return scheme + (isHost(host) ? host : "localhost");
    }

    private static boolean isHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || ".-_:[]".indexOf(c) >= 0;
            if (!allowed) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private Response options(Route route) {
        if (in.headers().containsKey("access-control-request-method")) {
            var headers = new HashMap<String, String>();
            headers.put(
                    "Access-Control-Allow-Methods",
                    "OPTIONS, " + String.join(", ", route.methods()));
            headers.put("Access-Control-Allow-Headers", CommonHeaders.ALLOWED_REQUEST_HEADERS);
            headers.put("Access-Control-Max-Age", "600");
            return new Response(200, headers, new Response.Body.None());
        }
        String url = baseUrl();
        return Response.json(json -> OptionsAnswer.write(route, url, true, json));
    }

    void send(Response response) {
        boolean wrapped = state.rest() && in.has("_envelope");
        FieldSelection fields = in.query().isEmpty() ? null : fields();
        var to =
                new Sender(out, connection, in.method().equals("HEAD"), headers(), fields, wrapped);
        sender = to;
        to.send(wrapped ? withOwnHeaders(response) : response);
    }

    private @Nullable FieldSelection fields() {
        var values = new ArrayList<String>();
        for (FormPair pair : in.query()) {
            if (pair.name().equals("_fields")) {
                values.clear();
                values.add(pair.value());
            } else if (pair.name().startsWith("_fields[")) {
                values.add(pair.value());
            }
        }
        return values.isEmpty() || !state.rest() ? null : FieldSelection.parse(values);
    }

    private List<Header> headers() {
        var headers = new ArrayList<Header>(16);
        headers.add(pipeline.date());
        headers.addAll(state.rest() ? CommonHeaders.REST : CommonHeaders.PLAIN);
        headers.add(HeaderValues.create(CommonHeaders.REQUEST_ID, id));
        if (state.rest()) {
            headers.add(
                    HeaderValues.create(
                            HeaderNames.LINK,
                            "<" + baseUrl() + "/wp-json/>; rel=\"https://api.w.org/\""));
        }
        if (state.found()) {
            headers.add(state.allow());
        }
        if (state.cocart()) {
            headers.add(CommonHeaders.VERSION);
            headers.add(HeaderValues.create(CommonHeaders.TIMESTAMP, timestamp()));
        }
        String origin = in.header("origin");
        if (CommonHeaders.echoable(origin)) {
            headers.add(HeaderValues.create(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin));
        }
        last = last || !body.keepAlive() || pipeline.isStopping();
        if (last) {
            headers.add(HeaderValues.CONNECTION_CLOSE);
        }
        return headers;
    }

    /// The headers that WordPress counts as the answer's own.
    private Response withOwnHeaders(Response response) {
        Response more = response;
        if (state.found()) {
            more = more.with("Allow", state.allow().get());
        }
        if (state.cocart()) {
            more = more.with("CoCart-Timestamp", timestamp());
            more = more.with("CoCart-Version", CommonHeaders.VERSION.get());
        }
        return more;
    }

    private String timestamp() {
        return Long.toString(pipeline.clock().instant().getEpochSecond());
    }

    /// Whether the connection ends with this answer. The web library leaves that to the caller.
    boolean last() {
        return last;
    }

    String id() {
        return id;
    }

    String method() {
        return in.method();
    }

    RouteState state() {
        return state;
    }

    boolean begun() {
        return sender != null && sender.begun();
    }

    int status() {
        return sender == null ? 0 : sender.sentStatus();
    }

    AnsweredRequest answered(long nanos) {
        return new AnsweredRequest(
                id,
                known(in.effectiveMethod()),
                state.pattern(),
                status(),
                TimeUnit.NANOSECONDS.toMicros(nanos),
                trace.keyId(),
                peer.address(),
                in.header("user-agent"));
    }

    private static String known(String method) {
        return KNOWN_METHODS.contains(method) ? method : "OTHER";
    }

    AccessLog.Line line(long nanos) {
        return new AccessLog.Line(
                id,
                known(in.method()),
                state.pattern(),
                in.query(),
                status(),
                sender == null ? 0 : sender.bytes(),
                nanos,
                trace.keyId(),
                peer.address());
    }
}
