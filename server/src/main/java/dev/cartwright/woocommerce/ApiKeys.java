package dev.cartwright.woocommerce;

import dev.cartwright.access.ImportKeys.PlainKey;
import dev.cartwright.access.KeyTerms;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The consumer keys of a shop.
final class ApiKeys {
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private ApiKeys() {}

    /// @param zone the site's, in which WooCommerce writes the last use
    static List<PlainKey> read(ShopTables dump, Site site, ZoneId zone, Notes notes)
            throws IOException {
        var keys = new ArrayList<PlainKey>();
        String table = site.table(Site.KEYS);
        dump.rows(
                table,
                List.of(
                        "key_id",
                        "user_id",
                        "description",
                        "permissions",
                        "consumer_key",
                        "consumer_secret",
                        "truncated_key",
                        "last_access"),
                row -> {
                    if (usable(row)) {
                        keys.add(key(row, zone));
                    } else {
                        String id = Long.toString(row.number("key_id"));
                        notes.add(table, id, "has no hash, secret or user and was left out");
                    }
                });
        return keys;
    }

    private static boolean usable(DumpRow row) {
        return row.text("consumer_key").matches("[0-9A-Fa-f]{64}")
                && !row.text("consumer_secret").isEmpty()
                && row.number("user_id") > 0
                && row.number("key_id") > 0;
    }

    private static PlainKey key(DumpRow row, ZoneId zone) {
        return new PlainKey(
                row.number("key_id"),
                row.text("consumer_key").toLowerCase(Locale.ROOT),
                row.text("consumer_secret"),
                row.text("permissions"),
                row.number("user_id"),
                Scalars.clean(row.text("description"), KeyTerms.MAX_DESCRIPTION_LENGTH),
                row.text("truncated_key"),
                lastAccess(row.text("last_access"), zone));
    }

    private static @Nullable Instant lastAccess(String local, ZoneId zone) {
        if (local.length() < 19 || local.startsWith("0000")) {
            return null;
        }
        try {
            return LocalDateTime.parse(local.substring(0, 19), DATETIME).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
