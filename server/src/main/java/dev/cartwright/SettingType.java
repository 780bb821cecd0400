package dev.cartwright;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a setting's value may look like.
///
/// @param placeholder what stands for the value in the help: `URL`
/// @param words the type with unit and bounds, as the documentation and an error say it: `a whole
///     number from 0 to 65535`
/// @param parser the value, or empty when the text is not of this type
record SettingType<T>(String placeholder, String words, Function<String, Optional<T>> parser) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) ?(B|KB|MB|)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h)");
    private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f.:]{2,45}(/\\d{1,3})?");

    static final Pattern ONE_LINE = Pattern.compile("\\P{Cntrl}*");
    static final Pattern TABLE_PREFIX = Pattern.compile("[0-9A-Za-z_$]{1,64}");

    static SettingType<String> text(String placeholder, String words) {
        return new SettingType<>(
                placeholder,
                words,
                text -> text.isBlank() ? Optional.empty() : Optional.of(text.strip()));
    }

    static SettingType<Integer> wholeNumber(int min, int max) {
        return new SettingType<>(
                "N",
                "a whole number from %d to %d".formatted(min, max),
                text -> number(text).filter(n -> n >= min && n <= max).map(Math::toIntExact));
    }

    /// Bytes; `KB` and `MB` count in steps of 1024.
    static SettingType<Integer> size(String min, String max) {
        long least = bytes(min).orElseThrow();
        long most = bytes(max).orElseThrow();
        return new SettingType<>(
                "SIZE",
                "a size from %s to %s (B, KB, MB)".formatted(min, max),
                text -> bytes(text).filter(n -> n >= least && n <= most).map(Math::toIntExact));
    }

    static SettingType<Duration> duration(String min, String max) {
        Duration least = time(min).orElseThrow();
        Duration most = time(max).orElseThrow();
        return new SettingType<>(
                "TIME",
                "a time from %s to %s (ms, s, m, h)".formatted(min, max),
                text -> time(text).filter(t -> t.compareTo(least) >= 0 && t.compareTo(most) <= 0));
    }

    static <E extends Enum<E>> SettingType<E> oneOf(Class<E> words) {
        List<E> all = List.of(words.getEnumConstants());
        return new SettingType<>(
                "WORD",
                "one of " + all.stream().map(SettingType::word).collect(Collectors.joining(", ")),
                text -> all.stream().filter(one -> word(one).equals(text.strip())).findFirst());
    }

    static SettingType<Path> path() {
        return new SettingType<>("PATH", "a path", SettingType::parsePath);
    }

    static SettingType<String> postgresUrl() {
        return new SettingType<>(
                "URL",
                "a `jdbc:postgresql:` URL",
                text ->
                        Optional.of(text.strip())
                                .filter(url -> url.startsWith("jdbc:postgresql:")));
    }

    /// Whether it leads anywhere is seen when it is used.
    static SettingType<String> shopPlace() {
        return new SettingType<>(
                "URL",
                "a `jdbc:mariadb:` URL or the path of a `wp-config.php`",
                text ->
                        Optional.of(text.strip())
                                .filter(
                                        place ->
                                                !place.startsWith("jdbc:")
                                                        || place.startsWith("jdbc:mariadb:")
                                                        || place.startsWith("jdbc:mysql:"))
                                .filter(place -> parsePath(place).isPresent()));
    }

    /// Taken to the letter, spaces too.
    static SettingType<String> line(String placeholder, String words, Pattern pattern) {
        return new SettingType<>(
                placeholder,
                words,
                text -> Optional.of(text).filter(line -> pattern.matcher(line).matches()));
    }

    static SettingType<String> webAddress() {
        return new SettingType<>(
                "URL", "an http or https URL without query", SettingType::parseUrl);
    }

    static SettingType<List<String>> networks() {
        return new SettingType<>(
                "LIST",
                "addresses or networks (10.0.0.0/8), with commas between",
                text -> {
                    List<String> all =
                            Arrays.stream(text.split(",", -1)).map(String::strip).toList();
                    boolean sound = all.stream().allMatch(n -> NETWORK.matcher(n).matches());
                    return sound ? Optional.of(all) : Optional.empty();
                });
    }

    /// Empty text stands for no value.
    static <T> SettingType<Optional<T>> optional(SettingType<T> type) {
        return new SettingType<>(
                type.placeholder,
                type.words,
                text -> {
                    Optional<T> value = text.isBlank() ? Optional.empty() : type.parse(text);
                    boolean wrong = value.isEmpty() && !text.isBlank();
                    return wrong ? Optional.empty() : Optional.of(value);
                });
    }

    Optional<T> parse(String text) {
        return parser.apply(text);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Long> bytes(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (size.group(2)) {
                    case "KB" -> 1024;
                    case "MB" -> 1024 * 1024;
                    default -> 1;
                };
        return Optional.of(Long.parseLong(size.group(1)) * unit);
    }

    private static Optional<Duration> time(String text) {
        Matcher time = DURATION.matcher(text.strip());
        if (!time.matches()) {
            return Optional.empty();
        }
        long n = Long.parseLong(time.group(1));
        return Optional.of(
                switch (time.group(2)) {
                    case "ms" -> Duration.ofMillis(n);
                    case "s" -> Duration.ofSeconds(n);
                    case "m" -> Duration.ofMinutes(n);
                    default -> Duration.ofHours(n);
                });
    }

    private static Optional<Path> parsePath(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// Without the trailing slash.
    private static Optional<String> parseUrl(String text) {
        try {
            URI url = URI.create(text.strip());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || url.getRawQuery() != null
                    || url.getRawFragment() != null) {
                return Optional.empty();
            }
            return Optional.of(url.toString().replaceAll("/+$", ""));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
