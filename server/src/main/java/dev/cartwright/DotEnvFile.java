package dev.cartwright;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `.env` in the working directory: the environment's names, for what a developer sets once.
record DotEnvFile(Map<String, String> values) implements ConfigSource {
    static final String NAME = ".env";

    DotEnvFile {
        values = Map.copyOf(values);
    }

    static DotEnvFile read(Path directory) {
        if (!Files.isRegularFile(directory.resolve(NAME))) {
            return new DotEnvFile(Map.of());
        }
        try {
            Dotenv file = Dotenv.configure().directory(directory.toString()).filename(NAME).load();
            return new DotEnvFile(
                    file.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE).stream()
                            .collect(
                                    Collectors.toMap(
                                            DotenvEntry::getKey,
                                            DotenvEntry::getValue,
                                            (_, last) -> last)));
        } catch (DotenvException _) {
            // Its text repeats the line, which may hold a password.
            throw new ConfigException(NAME + ": every line must be NAME=value or # a comment");
        }
    }

    @Override
    public Optional<String> find(Setting<?> setting) {
        return Optional.ofNullable(values.get(setting.environmentName()));
    }

    @Override
    public String place(Setting<?> setting) {
        return NAME + " (" + setting.environmentName() + ")";
    }
}
