package dev.cartwright;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The value of every setting. Flags win over the environment, that over `.env`, that over
/// `cartwright.toml`, and what stands nowhere has its default.
final class Config {
    private final Map<Setting<?>, Object> values;

    private Config(Map<Setting<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /// @param directory where the two files are looked for
    /// @param flags by the setting's name
    static Config load(Path directory, Map<String, String> environment, Map<String, String> flags) {
        return of(
                List.of(
                        new ConfigSource.Flags(flags),
                        new ConfigSource.Environment(environment),
                        DotEnvFile.read(directory),
                        TomlFile.read(directory)));
    }

    /// @param sources the strongest first
    static Config of(List<ConfigSource> sources) {
        var values = new HashMap<Setting<?>, Object>();
        for (Setting<?> setting : Settings.ALL) {
            values.put(setting, value(setting, sources));
        }
        var config = new Config(values);
        config.checkTls();
        return config;
    }

    @SuppressWarnings("unchecked") // only value() fills the map, with what the setting's type made
    <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException("not in the table of settings: " + setting.name());
        }
        return (T) value;
    }

    private static Object value(Setting<?> setting, List<ConfigSource> sources) {
        for (ConfigSource source : sources) {
            Optional<String> text = source.find(setting);
            if (text.isPresent()) {
                return parse(setting, text.get(), source.place(setting));
            }
        }
        return parse(setting, setting.initial(), "default");
    }

    private static <T> T parse(Setting<T> setting, String text, String place) {
        return setting.type()
                .parse(text)
                .orElseThrow(() -> new ConfigException(complaint(setting, text, place)));
    }

    private static String complaint(Setting<?> setting, String text, String place) {
        String must = "%s: %s must be %s".formatted(place, setting.name(), setting.type().words());
        return setting.secret() ? must : must + ", not \"" + shown(text) + "\"";
    }

    /// On one line, and no longer than a line.
    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }

    private void checkTls() {
        Optional<Path> certificate = get(Settings.TLS_CERTIFICATE);
        Optional<Path> key = get(Settings.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new ConfigException("tls-certificate and tls-key must be set together");
        }
        readable(Settings.TLS_CERTIFICATE, certificate);
        readable(Settings.TLS_KEY, key);
    }

    private static void readable(Setting<?> setting, Optional<Path> file) {
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new ConfigException(setting.name() + ": cannot read " + file.get());
        }
    }
}
