package dev.cartwright.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A moment in a query: seconds since 1970, a date, or RFC 3339. Without a zone it is UTC.
public final class Moments {
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,12}");

    /// The zone's plus sign may have become a blank on its way through a query.
    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "([0-9]{4}-[0-9]{2}-[0-9]{2})"
                            + "(?:[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?)"
                            + "(?:[Zz]|([+ -])([0-9]{2}):?([0-9]{2})?)?)?");

    private Moments() {}

    public static Optional<Instant> parse(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(instant(parts));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Instant instant(Matcher parts) {
        String time = parts.group(2);
        LocalDateTime local =
                time == null
                        ? LocalDate.parse(parts.group(1)).atStartOfDay()
                        : LocalDateTime.parse(parts.group(1) + "T" + time);
        return local.toInstant(zone(parts));
    }

    private static ZoneOffset zone(Matcher parts) {
        String sign = parts.group(3);
        if (sign == null) {
            return ZoneOffset.UTC;
        }
        int hours = Integer.parseInt(parts.group(4));
        int minutes = parts.group(5) == null ? 0 : Integer.parseInt(parts.group(5));
        int factor = sign.equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(factor * hours, factor * minutes);
    }
}
