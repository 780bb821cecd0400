package dev.cartwright.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Moments as people type and read them.
final class Moments implements ITypeConverter<Instant> {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// Epoch seconds, a date, or RFC 3339; without a zone UTC is meant, as in the API.
    @Override
    public Instant convert(String typed) {
        try {
            return parse(typed);
        } catch (DateTimeException | NumberFormatException _) {
            throw new TypeConversionException(
                    "'%s' is no time; write 2026-11-22, 2026-11-22T18:30:00Z or epoch seconds"
                            .formatted(typed));
        }
    }

    private static Instant parse(String typed) {
        if (typed.matches("-?[0-9]{1,12}")) {
            return Instant.ofEpochSecond(Long.parseLong(typed));
        }
        String text = typed.replace(' ', 'T');
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean zoned = text.matches(".*(Z|z|[+-][0-9]{2}:?[0-9]{2})");
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /// To the minute, UTC.
    static String show(Instant moment) {
        return SHOWN.format(moment) + " UTC";
    }

    /// How long ago, or until when, in its largest unit: `3 d ago`, `in 5 h`.
    static String distance(Instant moment, Instant now) {
        Duration gap = Duration.between(moment, now);
        String size = size(gap.abs());
        return gap.isNegative() ? "in " + size : size + " ago";
    }

    /// RFC 3339 with whole seconds.
    static String precise(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String size(Duration length) {
        if (length.toDays() > 1) {
            return length.toDays() + " d";
        }
        if (length.toHours() > 1) {
            return length.toHours() + " h";
        }
        return length.toMinutes() + " min";
    }
}
