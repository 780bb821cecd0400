package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The snippets for nginx in `docs/woocommerce.md`, in a real nginx.
class NginxTest extends WebServerContract {
    @Override
    WebServer.Kind kind() {
        return WebServer.Kind.NGINX;
    }

    @Test
    void shopsWithPlainPermalinksAreServedToo() {
        for (String list :
                List.of(
                        "/?rest_route=/cocart/v2/sessions&per_page=10",
                        "/?per_page=10&rest_route=%2Fcocart%2Fv2%2Fsessions",
                        "/index.php?rest_route=/cocart/v2/sessions&per_page=10")) {
            followPages(list);
        }
        String cart = "/?rest_route=/cocart/v2/session/96e84626f04edfc948d2a8d59eadf8";
        deleteAndRestore(cart, cart + "/restore");
        assertThat(get("/?rest_route=/cocart/v2/sessions", List.of()).status()).isEqualTo(401);
    }
}
