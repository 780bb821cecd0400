package dev.cartwright;

import java.util.Locale;

/// One thing an operator can set.
///
/// @param name as a flag (`--max-body`) and as a key of `cartwright.toml`
/// @param initial the default, as it would be written
/// @param meaning one line for the documentation and `--help`
/// @param secret whether its value must not be repeated, as in a complaint about it
record Setting<T>(
        String name, SettingType<T> type, String initial, String meaning, boolean secret) {
    Setting(String name, SettingType<T> type, String initial, String meaning) {
        this(name, type, initial, meaning, false);
    }

    String environmentName() {
        return "CARTWRIGHT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    String flag() {
        return "--" + name;
    }
}
