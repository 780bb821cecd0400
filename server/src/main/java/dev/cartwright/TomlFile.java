package dev.cartwright;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/// `cartwright.toml` in the working directory: one `name = value` a line, by the settings' names.
record TomlFile(Map<String, String> values) implements ConfigSource {
    static final String NAME = "cartwright.toml";

    TomlFile {
        values = Map.copyOf(values);
    }

    static TomlFile read(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return new TomlFile(Map.of());
        }
        TomlParseResult toml = parse(file);
        var values = new HashMap<String, String>();
        for (String name : toml.keySet()) {
            if (Settings.ALL.stream().noneMatch(setting -> setting.name().equals(name))) {
                throw new ConfigException(NAME + ": there is no setting " + name);
            }
            values.put(name, text(name, toml.get(List.of(name))));
        }
        return new TomlFile(values);
    }

    /// Complaints tell the place only: the text there may hold a password.
    private static TomlParseResult parse(Path file) {
        try {
            TomlParseResult toml = Toml.parse(file);
            if (toml.hasErrors()) {
                var at = toml.errors().getFirst().position();
                throw new ConfigException(
                        "%s: line %d, column %d is not TOML"
                                .formatted(NAME, at.line(), at.column()));
            }
            return toml;
        } catch (IOException _) {
            throw new ConfigException(NAME + ": cannot be read");
        }
    }

    private static String text(String name, @Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Long number -> number.toString();
            case TomlArray array ->
                    array.toList().stream().map(String::valueOf).collect(Collectors.joining(","));
            case null, default ->
                    throw new ConfigException(
                            "%s: %s must be a text, a whole number or a list of texts"
                                    .formatted(NAME, name));
        };
    }

    @Override
    public Optional<String> find(Setting<?> setting) {
        return Optional.ofNullable(values.get(setting.name()));
    }

    @Override
    public String place(Setting<?> setting) {
        return NAME;
    }
}
