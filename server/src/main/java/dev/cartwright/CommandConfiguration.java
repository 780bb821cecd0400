package dev.cartwright;

import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.Configuration;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The settings as the command line asks for them.
///
/// @param directory where the configuration files are looked for
record CommandConfiguration(Path directory, Map<String, String> environment)
        implements Configuration {
    CommandConfiguration {
        environment = Map.copyOf(environment);
    }

    @Override
    public List<Flag> flags() {
        return Settings.ALL.stream().map(CommandConfiguration::flag).toList();
    }

    private static Flag flag(Setting<?> setting) {
        String initial = setting.initial().isEmpty() ? "" : ", default " + setting.initial();
        return new Flag(
                setting.name(),
                setting.type().placeholder(),
                "%s (%s%s)"
                        .formatted(setting.meaning(), setting.type().words(), initial)
                        .replace("`", ""));
    }

    @Override
    public dev.cartwright.cli.Settings settings(Map<String, String> flags) {
        return commandSettings(load(flags));
    }

    Config load(Map<String, String> flags) {
        try {
            return Config.load(directory, environment, flags);
        } catch (ConfigException e) {
            throw CommandFailure.wrongUsage(e.line());
        }
    }

    static dev.cartwright.cli.Settings commandSettings(Config config) {
        return new dev.cartwright.cli.Settings(
                config.get(Settings.DATA),
                config.get(Settings.DATABASE).orElse(null),
                config.get(Settings.KEY_FILE).orElse(null),
                config.get(Settings.HOST),
                config.get(Settings.PORT),
                config.get(Settings.PUBLIC_URL).map(URI::create).orElse(null),
                config.get(Settings.TLS_CERTIFICATE).orElse(null),
                config.get(Settings.TLS_KEY).orElse(null),
                config.get(Settings.TRUSTED_PROXIES).orElse(List.of()));
    }
}
