package dev.cartwright.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a living shop's database is: one of these.
class ShopSource {
    @Option(
            names = "--jdbc",
            paramLabel = "URL",
            description = "The store's database, while it is in use: jdbc:mariadb://host/name")
    @Nullable String jdbc;

    @Option(
            names = "--wp-config",
            paramLabel = "FILE",
            description = "The store's wp-config.php, which tells where its database is.")
    @Nullable Path config;

    /// As settings of the server.
    Map<String, String> flags(@Nullable String prefix) {
        var flags = new LinkedHashMap<String, String>();
        flags.put("woocommerce", jdbc == null ? String.valueOf(config) : jdbc);
        if (prefix != null) {
            flags.put("woocommerce-prefix", prefix);
        }
        return flags;
    }
}
