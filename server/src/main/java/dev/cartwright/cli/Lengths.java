package dev.cartwright.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Lengths of time as people type them: `90d`, `24h`, `30m`, `0`.
final class Lengths implements ITypeConverter<Duration> {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})([smhd])|0");

    @Override
    public Duration convert(String typed) {
        return parse(typed)
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'%s' is no length of time; write 24h, 30m or 7d"
                                                .formatted(typed)));
    }

    static Optional<Duration> parse(String typed) {
        Matcher length = LENGTH.matcher(typed);
        if (!length.matches()) {
            return Optional.empty();
        }
        if (length.group(1) == null) {
            return Optional.of(Duration.ZERO);
        }
        long number = Long.parseLong(length.group(1));
        return Optional.of(
                switch (length.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
