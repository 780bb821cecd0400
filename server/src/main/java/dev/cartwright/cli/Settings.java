package dev.cartwright.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings that commands need, already checked for their form.
///
/// @param data directory of the database, and of the key file unless that has a place of its own
/// @param database JDBC URL, null for the embedded database in `data`
/// @param keyFile that seals secrets, null for the usual one in `data`
/// @param host address that `serve` listens on
/// @param port 1 to 65535, or 0 for any free one
/// @param publicUrl how clients reach the server, null when they reach it directly
/// @param tlsCertificate PEM file, null without TLS
/// @param tlsKey PEM file, null without TLS
/// @param trustedProxies addresses or networks whose forwarding headers are believed
public record Settings(
        Path data,
        @Nullable String database,
        @Nullable Path keyFile,
        String host,
        int port,
        @Nullable URI publicUrl,
        @Nullable Path tlsCertificate,
        @Nullable Path tlsKey,
        List<String> trustedProxies) {
    public Settings {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
