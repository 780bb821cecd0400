package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The contract's table of authentication, row by row.
class GuardTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LIST|woocommerce_rest_cannot_view|Sorry, you cannot list resources.",
                "VIEW|woocommerce_rest_cannot_view|Sorry, you cannot view this resource.",
                "EDIT|woocommerce_rest_cannot_edit|Sorry, you are not allowed to edit this resource.",
                "DELETE|woocommerce_rest_cannot_delete|"
                        + "Sorry, you are not allowed to delete this resource.",
            })
    void answers401ToSomebodyUnknown(Refusal refusal, String code, String message) {
        Response response = answer(refusal, "GET", new Authentication.Anonymous());
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers()).containsKey("WWW-Authenticate");
        assertThat(text(response))
                .isEqualTo(
                        "{\"code\":\"%s\",\"message\":\"%s\",\"data\":{\"status\":401}}"
                                .formatted(code, message));
    }

    @Test
    void answers401ToAWrongCredentialWithoutAReason() {
        Response response = rejected("GET", Reason.WRONG_CREDENTIALS);
        assertThat(response.status()).isEqualTo(401);
        assertThat(text(response))
                .isEqualTo(
                        "{\"code\":\"woocommerce_rest_authentication_error\","
                                + "\"message\":\"Consumer key or secret is invalid.\","
                                + "\"data\":{\"status\":401}}");
    }

    @ParameterizedTest
    @CsvSource({
        "KEY_DISABLED,key_disabled",
        "KEY_REVOKED,key_revoked",
        "OWNER_GONE,owner_gone",
        "TLS_REQUIRED,tls_required"
    })
    void answers401WithTheReason(Reason reason, String word) {
        Response response = rejected("GET", reason);
        assertThat(response.status()).isEqualTo(401);
        assertThat(text(response)).contains("\"reason\":\"" + word + "\"");
    }

    @Test
    void answers401WithTheUsualTextToCredentialsInTheClear() {
        assertThat(text(rejected("GET", Reason.TLS_REQUIRED)))
                .contains("woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    }

    @Test
    void answers403ToAKeyWithoutThePermission() {
        Response read = rejected("GET", Reason.MAY_NOT_READ);
        assertThat(read.status()).isEqualTo(403);
        assertThat(read.headers()).doesNotContainKey("WWW-Authenticate");
        assertThat(text(read))
                .contains("woocommerce_rest_authentication_error")
                .contains("The API key provided does not have read permissions.");
        Response write = rejected("DELETE", Reason.MAY_NOT_WRITE);
        assertThat(write.status()).isEqualTo(403);
        assertThat(text(write)).contains("The API key provided does not have write permissions.");
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void answers403ToAUserWithoutTheCapability(Refusal refusal) {
        Response response = answer(refusal, "GET", granted(Set.of()));
        assertThat(response.status()).isEqualTo(403);
        assertThat(text(response)).contains("woocommerce_rest_cannot_view");
    }

    @Test
    void answers401NamingMissingOAuthParameters() {
        Response response =
                answer(
                        Refusal.LIST,
                        "GET",
                        new Authentication.Incomplete(List.of("oauth_nonce", "oauth_signature")));
        assertThat(response.status()).isEqualTo(401);
        assertThat(text(response))
                .contains("woocommerce_rest_authentication_missing_parameter")
                .contains("Missing OAuth parameters oauth_nonce, oauth_signature");
    }

    @ParameterizedTest
    @CsvSource({"GET,READ", "HEAD,READ", "POST,WRITE", "DELETE,WRITE", "PUT,WRITE"})
    void asksForThePermissionOfTheEffectiveMethod(String method, Permission wanted) {
        var asked = new Permission[1];
        new Guard(
                        (_, permission, _) -> {
                            asked[0] = permission;
                            return new Authentication.Anonymous();
                        })
                .managers(Scope.SESSIONS, Refusal.LIST, (_, _) -> TestServer.word("in"))
                .handle(request(method));
        assertThat(asked[0]).isEqualTo(wanted);
    }

    @Test
    void answers200ToAManager() {
        assertThat(
                        text(
                                answer(
                                        Refusal.LIST,
                                        "GET",
                                        granted(Set.of(Capability.MANAGE_WOOCOMMERCE)))))
                .isEqualTo("\"in\"");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void every401HasAChallenge(Reason reason) {
        Response response = rejected("GET", reason);
        assertThat(response.headers().containsKey("WWW-Authenticate"))
                .isEqualTo(response.status() == 401);
    }

    private static Authentication granted(Set<Capability> capabilities) {
        return new Authentication.Granted(new Principal(1, 1, Permission.READ_WRITE, capabilities));
    }

    private static Response rejected(String method, Reason reason) {
        return answer(Refusal.LIST, method, new Authentication.Rejected(reason));
    }

    private static Response answer(Refusal refusal, String method, Authentication outcome) {
        return new Guard((_, _, _) -> outcome)
                .managers(Scope.SESSIONS, refusal, (_, _) -> TestServer.word("in"))
                .handle(request(method));
    }

    private static Request request(String method) {
        return new Request(
                "id",
                method,
                "/",
                Map.of(),
                Query.EMPTY,
                "http://h",
                Map.of(),
                Optional.empty(),
                new Credentials.None(),
                "127.0.0.1");
    }

    private static String text(Response response) {
        var bytes = new ByteArrayOutputStream();
        var body = (Response.Body.Json) response.body();
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            body.json().write(json);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
