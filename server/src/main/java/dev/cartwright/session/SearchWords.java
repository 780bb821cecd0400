package dev.cartwright.session;

import dev.cartwright.cart.CartKey;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a search may name of a session, and how a search is read: every store means the same.
public final class SearchWords {
    private static final int MAX_LENGTH = 100;
    private static final int MAX_WORDS = 12;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private SearchWords() {}

    /// The key, the e-mail and the words of the name, in lower case.
    public static Set<String> of(CartKey key, String email, String name) {
        var words = new LinkedHashSet<String>();
        words.add(fold(key.value()));
        if (!email.isBlank()) {
            words.add(fold(email.strip()));
        }
        for (String word : SPACE.split(name.strip())) {
            if (!word.isEmpty() && words.size() < MAX_WORDS) {
                words.add(fold(word));
            }
        }
        return words;
    }

    /// The beginnings that must all be there. Empty for a search of spaces, which asks nothing.
    public static List<String> asked(String search) {
        return SPACE.splitAsStream(search.strip())
                .filter(word -> !word.isEmpty())
                .map(SearchWords::fold)
                .distinct()
                .limit(MAX_WORDS)
                .toList();
    }

    /// An accent may be typed as a letter of its own, as some keyboards do it.
    private static String fold(String word) {
        String lower = Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return lower.length() > MAX_LENGTH ? lower.substring(0, MAX_LENGTH) : lower;
    }
}
