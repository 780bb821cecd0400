package dev.cartwright;

import dev.cartwright.access.Network;
import dev.cartwright.http.ServerSettings;
import dev.cartwright.http.ServerSettings.Limits;
import dev.cartwright.http.ServerSettings.Timeouts;
import dev.cartwright.http.ServerSettings.Tls;
import java.net.URI;
import java.util.List;

/// The settings that concern the socket, as its package wants them.
final class ServerConfig {
    private ServerConfig() {}

    static ServerSettings of(Config config) {
        return new ServerSettings(
                config.get(Settings.HOST),
                config.get(Settings.PORT),
                config.get(Settings.TLS_CERTIFICATE)
                        .flatMap(
                                chain ->
                                        config.get(Settings.TLS_KEY)
                                                .map(key -> new Tls(chain, key)))
                        .orElse(null),
                config.get(Settings.PUBLIC_URL).map(URI::create).orElse(null),
                config.get(Settings.TRUSTED_PROXIES).orElse(List.of()).stream()
                        .map(Network::parse)
                        .toList(),
                new Limits(
                        config.get(Settings.MAX_BODY),
                        config.get(Settings.MAX_HEADERS),
                        config.get(Settings.MAX_URL),
                        config.get(Settings.MAX_CONNECTIONS)),
                new Timeouts(
                        config.get(Settings.IDLE_TIMEOUT),
                        config.get(Settings.READ_TIMEOUT),
                        config.get(Settings.WRITE_TIMEOUT),
                        config.get(Settings.ANSWER_TIMEOUT),
                        config.get(Settings.SHUTDOWN_GRACE)));
    }
}
