package dev.cartwright;

import java.util.Map;
import java.util.Optional;

/// A place where settings stand.
interface ConfigSource {
    Optional<String> find(Setting<?> setting);

    /// Where exactly this setting stands here, for a complaint: `environment variable
    /// CARTWRIGHT_PORT`.
    String place(Setting<?> setting);

    /// @param values by the setting's name
    record Flags(Map<String, String> values) implements ConfigSource {
        public Flags {
            values = Map.copyOf(values);
        }

        @Override
        public Optional<String> find(Setting<?> setting) {
            return Optional.ofNullable(values.get(setting.name()));
        }

        @Override
        public String place(Setting<?> setting) {
            return "flag " + setting.flag();
        }
    }

    /// Other variables than ours are nobody's business: platforms set many.
    record Environment(Map<String, String> values) implements ConfigSource {
        public Environment {
            values = Map.copyOf(values);
        }

        @Override
        public Optional<String> find(Setting<?> setting) {
            return Optional.ofNullable(values.get(setting.environmentName()));
        }

        @Override
        public String place(Setting<?> setting) {
            return "environment variable " + setting.environmentName();
        }
    }
}
