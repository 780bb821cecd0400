package dev.cartwright.store.woocommerce;

import org.jspecify.annotations.Nullable;

/// A little of PHP's syntax: comments and plain texts.
final class PhpText {
    private PhpText() {}

    /// Comments become a space, texts stay as they are.
    static String withoutComments(String php) {
        var out = new StringBuilder(php.length());
        int at = 0;
        while (at < php.length()) {
            char c = php.charAt(at);
            if (c == '\'' || c == '"') {
                int end = endOfText(php, at);
                out.append(php, at, end);
                at = end;
            } else if (startsComment(php, at)) {
                out.append(' ');
                at = endOfComment(php, at);
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private static boolean startsComment(String php, int at) {
        return php.startsWith("//", at)
                || php.startsWith("/*", at)
                || (php.charAt(at) == '#' && !php.startsWith("#[", at));
    }

    private static int endOfComment(String php, int at) {
        if (php.startsWith("/*", at)) {
            int end = php.indexOf("*/", at + 2);
            return end < 0 ? php.length() : end + 2;
        }
        int end = php.indexOf('\n', at);
        return end < 0 ? php.length() : end;
    }

    private static int endOfText(String php, int start) {
        char quote = php.charAt(start);
        for (int at = start + 1; at < php.length(); at++) {
            if (php.charAt(at) == '\\') {
                at++;
            } else if (php.charAt(at) == quote) {
                return at + 1;
            }
        }
        return php.length();
    }

    /// From here to the bracket or semicolon that ends it.
    static String expression(String php, int start) {
        int depth = 0;
        int at = start;
        while (at < php.length()) {
            char c = php.charAt(at);
            if (c == ';' || (c == ')' && depth == 0)) {
                break;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at = c == '\'' || c == '"' ? endOfText(php, at) : at + 1;
        }
        return php.substring(start, at).strip();
    }

    /// The value of an expression that is nothing but a text; null for anything else.
    static @Nullable String literal(String expression) {
        if (expression.length() < 2) {
            return null;
        }
        char quote = expression.charAt(0);
        if ((quote != '\'' && quote != '"')
                || endOfText(expression, 0) != expression.length()
                || expression.charAt(expression.length() - 1) != quote) {
            return null;
        }
        String inner = expression.substring(1, expression.length() - 1);
        return quote == '\'' ? unescaped(inner, "\\'") : doubleQuoted(inner);
    }

    /// The value of texts and one variable with dots between; null for anything else.
    ///
    /// @param value null when it is not known
    static @Nullable String joined(String expression, String variable, @Nullable String value) {
        var joined = new StringBuilder();
        int at = 0;
        while (at <= expression.length()) {
            int end = endOfPart(expression, at);
            String part = expression.substring(at, end).strip();
            String text = part.equals(variable) ? value : literal(part);
            if (text == null) {
                return null;
            }
            joined.append(text);
            at = end + 1;
        }
        return joined.toString();
    }

    /// The next dot outside of a text.
    private static int endOfPart(String expression, int start) {
        int at = start;
        while (at < expression.length() && expression.charAt(at) != '.') {
            char c = expression.charAt(at);
            at = c == '\'' || c == '"' ? endOfText(expression, at) : at + 1;
        }
        return at;
    }

    /// Null where a variable stands in it, or an escape other than `\\`, `\"` and `\$`.
    private static @Nullable String doubleQuoted(String inner) {
        for (int at = 0; at < inner.length(); at++) {
            char c = inner.charAt(at);
            char next = at + 1 < inner.length() ? inner.charAt(at + 1) : ' ';
            if (c == '\\') {
                if ("\\\"$".indexOf(next) < 0) {
                    return null;
                }
                at++;
            } else if (c == '$' && (Character.isLetter(next) || next == '_' || next == '{')
                    || c == '{' && next == '$') {
                return null;
            }
        }
        return unescaped(inner, "\\\"$");
    }

    private static String unescaped(String inner, String escapable) {
        var out = new StringBuilder();
        for (int at = 0; at < inner.length(); at++) {
            char c = inner.charAt(at);
            boolean escape =
                    c == '\\'
                            && at + 1 < inner.length()
                            && escapable.indexOf(inner.charAt(at + 1)) >= 0;
            out.append(escape ? inner.charAt(++at) : c);
        }
        return out.toString();
    }
}
