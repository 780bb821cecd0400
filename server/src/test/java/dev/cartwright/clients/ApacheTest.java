package dev.cartwright.clients;

/// The snippet for Apache in `docs/woocommerce.md`, in a real Apache.
class ApacheTest extends WebServerContract {
    @Override
    WebServer.Kind kind() {
        return WebServer.Kind.APACHE;
    }
}
