package dev.cartwright.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sources for secrets: the environment, a `.env` file, a file of its own.
///
/// Names are those of CoCart's tutorial: `COCART_CONSUMER_KEY` and `COCART_CONSUMER_SECRET`; with a
/// set, such as `DEV` or `PROD`, `COCART_PROD_CONSUMER_KEY` and so on.
public final class SecretSources {
    private static final int MOST_BACKUPS = 9;

    private SecretSources() {}

    /// Where names and values come from, read anew each time.
    @FunctionalInterface
    interface Variables {
        Map<String, String> read() throws IOException;
    }

    /// `COCART_CONSUMER_KEY` and `COCART_CONSUMER_SECRET` of the environment.
    public static SecretSource environment() {
        return environment("");
    }

    /// @param set `DEV`, `PROD` or your own; "" for the names without one
    public static SecretSource environment(String set) {
        return from(System::getenv, prefix(set));
    }

    /// A `.env` file with the same names. Read anew each time the library asks.
    ///
    /// @param set as for [#environment(String)]
    public static SecretSource dotEnv(Path file, String set) {
        return from(() -> DotEnv.read(file), prefix(set));
    }

    /// A file that holds one pair, in a form that [Credentials#parse] knows. Read anew each time
    /// the library asks.
    public static SecretSource file(Path file) {
        return () -> Credentials.parse(Files.readString(file));
    }

    /// The primary pair, and the backups that are there by now.
    static List<SecretSource> all(Variables variables, String set) {
        var sources = new ArrayList<SecretSource>();
        sources.add(from(variables, prefix(set)));
        Map<String, String> known = read(variables);
        for (int i = 1; i <= MOST_BACKUPS; i++) {
            String prefix = prefix(set) + "BACKUP" + (i == 1 ? "" : i) + "_";
            if (known.containsKey(prefix + "CONSUMER_KEY")) {
                sources.add(from(variables, prefix));
            }
        }
        return sources;
    }

    /// The server's address, by its name in the tutorial.
    static String url(Variables variables, String set) {
        return wanted(read(variables), prefix(set) + "API_URL");
    }

    private static Map<String, String> read(Variables variables) {
        try {
            return variables.read();
        } catch (IOException failure) {
            throw new SecretSourceException(failure);
        }
    }

    private static SecretSource from(Variables variables, String prefix) {
        return () -> {
            Map<String, String> known = variables.read();
            return new Credentials(
                    wanted(known, prefix + "CONSUMER_KEY"),
                    wanted(known, prefix + "CONSUMER_SECRET"));
        };
    }

    private static String wanted(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("please set " + name));
    }

    private static String prefix(String set) {
        return set.isEmpty() ? "COCART_" : "COCART_" + set.toUpperCase(Locale.ROOT) + "_";
    }
}
