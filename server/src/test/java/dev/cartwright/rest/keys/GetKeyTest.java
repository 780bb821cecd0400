package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.http.Request;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GetKeyTest {
    private final KeysApi keys = new KeysApi();
    private final GetKey endpoint = new GetKey(keys.api);

    @Test
    void answers200WithEverythingButTheSecret() {
        long id = keys.create().key().id();
        var answer = keys.call(endpoint, id, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().propertyNames())
                .containsExactly(
                        "key_id",
                        "user_id",
                        "description",
                        "permissions",
                        "truncated_key",
                        "status",
                        "status_reason",
                        "scopes",
                        "allowed_ips",
                        "rate_limit",
                        "created",
                        "last_access",
                        "expires",
                        "disabled",
                        "revoked",
                        "rolled_to",
                        "rolled_from",
                        "ends",
                        "ends_when_silent_hours");
    }

    @Test
    void answers401() {
        keys.answers401(new KeysApi.Call(endpoint, keys.create().key().id(), "", null));
    }

    @Test
    void answers403() {
        keys.answers403(new KeysApi.Call(endpoint, keys.create().key().id(), "", null));
    }

    @Test
    void answers404AlsoForWhatIsNoNumber() {
        keys.answers404(endpoint, null);
        for (String odd : new String[] {"x", "-1", "1e3", "99999999999999999999"}) {
            var request = KeysApi.request("GET", 1, "", null, Map.of());
            var other =
                    new Request(
                            request.id(),
                            request.method(),
                            request.route(),
                            Map.of("id", odd),
                            request.query(),
                            request.baseUrl(),
                            request.headers(),
                            request.json(),
                            request.credentials(),
                            request.peer());
            assertThat(KeysApi.read(endpoint.handle(other, KeysApi.ADMIN)).status())
                    .as(odd)
                    .isEqualTo(404);
        }
    }
}
