package dev.cartwright.log;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Masks what must not stand in a log, whoever put it there: the last line of defence, behind code
/// that does not log such things in the first place.
///
/// Of a consumer key the last 7 characters stay and of a guest's cart key the first 4, so that a
/// line can still be matched with a row; of everything else nothing.
public final class Redaction {
    private static final String GONE = "[redacted]";

    /// Where a word begins, also behind an escaped line break in JSON.
    private static final String START = "(?:(?<![0-9A-Za-z_-])|(?<=\\\\[nrt]))";

    private static final int SHORTEST_HEX_KEY = 30;

    /// One kind of secret.
    ///
    /// @param suspected a cheap look, since most lines have nothing to mask
    private record Rule(
            Predicate<String> suspected, Pattern pattern, Function<MatchResult, String> mask) {
        String apply(String text) {
            return suspected.test(text) ? pattern.matcher(text).replaceAll(this::quoted) : text;
        }

        private String quoted(MatchResult found) {
            return Matcher.quoteReplacement(mask.apply(found));
        }
    }

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            any("://"),
                            Pattern.compile("://[^\\s/@\"']+@"),
                            _ -> "://" + GONE + "@"),
                    new Rule(
                            any("asic", "ASIC", "earer", "EARER"),
                            Pattern.compile(
                                    START + "(?i)(Basic|Bearer)([ +]|%20)[^\\s\"'\\\\,;&]{6,}"),
                            found -> found.group(1) + " " + GONE),
                    new Rule(
                            any("Y2tf"), // the base64 of ck_
                            Pattern.compile("Y2tf[0-9A-Za-z+/_%-]{4,}=*"),
                            _ -> GONE),
                    new Rule(
                            any("cs_"),
                            Pattern.compile(START + "cs_[0-9A-Za-z]{4,}|cs_[0-9A-Za-z]{30,}"),
                            _ -> "cs_" + GONE),
                    new Rule(
                            any("ck_"),
                            Pattern.compile(START + "ck_[0-9A-Za-z]{4,}|ck_[0-9A-Za-z]{30,}"),
                            found -> "ck_…" + end(found.group())),
                    new Rule(
                            any("_secret", "oauth_", "assw", "ASSW", "uthorization", "UTHORIZ"),
                            Pattern.compile(
                                    "(?i)(consumer_secret|oauth_(?:signature|nonce|token)"
                                            + "|password|passwd|(?<!proxy-)authorization)"
                                            + "(\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?)"
                                            + "(?!\\[redacted)[^\\s&\"',;}\\\\]+"),
                            found -> found.group(1) + found.group(2) + GONE),
                    new Rule(
                            any("@", "%40"),
                            Pattern.compile(
                                    "(?:[\\p{L}0-9._+'-]|%(?!40)[0-9A-Fa-f]{2}){1,64}(?:@|%40)"
                                            + "[\\p{L}0-9-]{1,63}(?:\\.[\\p{L}0-9-]{1,63})+"),
                            _ -> GONE),
                    new Rule(
                            any("t_"),
                            Pattern.compile(START + "t_[0-9A-Za-z]{8,40}"),
                            found -> start(found.group())),
                    new Rule(
                            Redaction::hasLongHex,
                            Pattern.compile(START + "[0-9a-f]{30,32}(?![0-9A-Za-z_-])"),
                            found -> start(found.group())));

    private Redaction() {}

    /// The very same object when there is nothing to mask.
    public static String mask(String text) {
        String masked = text;
        for (Rule rule : RULES) {
            masked = rule.apply(masked);
        }
        return masked;
    }

    private static Predicate<String> any(String... parts) {
        return text -> {
            for (String part : parts) {
                if (text.contains(part)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean hasLongHex(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            run = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? run + 1 : 0;
            if (run == SHORTEST_HEX_KEY) {
                return true;
            }
        }
        return false;
    }

    private static String start(String key) {
        return key.substring(0, 4) + "…";
    }

    private static String end(String key) {
        return key.length() < 20 ? GONE : key.substring(key.length() - 7);
    }
}
