package dev.cartwright.usage;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Makes something fit to be shown of what callers call themselves. A few clients make most calls,
/// so what came out is remembered.
final class ClientNames {
    static final int MAX_SHOWN = 100;

    private static final int MAX_LOOKED_AT = 512;
    private static final int MAX_KNOWN = 1_000;

    private final UnaryOperator<String> redact;
    private final ConcurrentHashMap<String, String> known = new ConcurrentHashMap<>();

    /// @param redact masks secrets in a text
    ClientNames(UnaryOperator<String> redact) {
        this.redact = redact;
    }

    /// A longer one than any client needs is not looked at: where it would be cut there may be half
    /// a secret.
    String shown(String userAgent) {
        if (userAgent.isEmpty()) {
            return "";
        }
        if (userAgent.length() > MAX_LOOKED_AT) {
            return "(longer than %d characters)".formatted(MAX_LOOKED_AT);
        }
        String before = known.get(userAgent);
        if (before != null) {
            return before;
        }
        String shown = make(userAgent);
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.put(userAgent, shown);
        return shown;
    }

    private String make(String userAgent) {
        var printable = new StringBuilder(userAgent.length());
        for (int i = 0; i < userAgent.length(); i++) {
            char c = userAgent.charAt(i);
            printable.append(c >= ' ' && c <= '~' ? c : '?');
        }
        String masked = redact.apply(printable.toString());
        return masked.length() <= MAX_SHOWN ? masked : masked.substring(0, MAX_SHOWN);
    }
}
