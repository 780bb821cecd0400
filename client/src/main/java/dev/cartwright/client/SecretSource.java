package dev.cartwright.client;

/// Where a consumer key and its secret come from.
///
/// One lambda is enough for a cloud's secret manager:
///
/// ```java
/// SecretSource vault = () -> Credentials.parse(manager.secretString("cocart/sessions-api"));
/// ```
///
/// Asked at the first call, and again when the server has refused what it gave (but not more often
/// than every ten seconds), so that a pair exchanged in the manager is picked up without a restart.
/// Ready-made ones are in [SecretSources].
@FunctionalInterface
public interface SecretSource {
    /// @throws Exception when there is none to be had; the call fails with a
    ///     [SecretSourceException] whose cause it is, so keep secrets out of its message
    Credentials fetch() throws Exception;
}
