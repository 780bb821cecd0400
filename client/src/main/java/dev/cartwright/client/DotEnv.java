package dev.cartwright.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `.env` file: `NAME=value` a line, `#` comments, `export` in front, values bare, in single
/// quotes (as they are) or in double quotes (with `\n`, `\t`, `\"` and `\\`). No expansion, and no
/// value over several lines.
final class DotEnv {
    private static final Pattern NAME =
            Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*");

    private DotEnv() {}

    static Map<String, String> read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /// Names the number of a line it cannot read, never its text, which may be a secret.
    static Map<String, String> parse(String text) {
        var values = new HashMap<String, String>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(line, i + 1, values);
            }
        }
        return values;
    }

    private static void read(String line, int number, Map<String, String> values) {
        Matcher name = NAME.matcher(line);
        if (!name.lookingAt()) {
            throw wrong(number);
        }
        values.put(name.group(1), value(line.substring(name.end()), number));
    }

    private static String value(String text, int number) {
        if (text.startsWith("'") || text.startsWith("\"")) {
            return quoted(text, number);
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '#' && (i == 0 || Character.isWhitespace(text.charAt(i - 1)))) {
                return text.substring(0, i).strip();
            }
        }
        return text;
    }

    private static String quoted(String text, int number) {
        char quote = text.charAt(0);
        var out = new StringBuilder(text.length());
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                checkRest(text.substring(i + 1).strip(), number);
                return out.toString();
            }
            if (c == '\\' && quote == '"' && i + 1 < text.length()) {
                i++;
                out.append(unescape(text.charAt(i)));
            } else {
                out.append(c);
            }
        }
        throw wrong(number);
    }

    private static void checkRest(String rest, int number) {
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw wrong(number);
        }
    }

    private static char unescape(char c) {
        return c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }

    private static IllegalArgumentException wrong(int number) {
        return new IllegalArgumentException(".env, line " + number + ": no NAME=value");
    }
}
