package dev.cartwright.store.woocommerce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Times as WooCommerce writes them into `last_access`: on the clock of the site.
final class SiteTime {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private SiteTime() {}

    /// @param name as in the settings: `Europe/Berlin`, `+05:30`
    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            return ZoneOffset.UTC;
        }
    }

    static String write(Instant moment, ZoneId zone) {
        return FORM.format(moment.atZone(zone));
    }

    /// Null for none, and for what is no time.
    static @Nullable Instant read(@Nullable String local, ZoneId zone) {
        if (local == null || local.length() < 19 || local.startsWith("0000")) {
            return null;
        }
        try {
            return LocalDateTime.parse(local.substring(0, 19), FORM).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
