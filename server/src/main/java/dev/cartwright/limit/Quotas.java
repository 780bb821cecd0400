package dev.cartwright.limit;

/// How many calls a minute are allowed where nothing else is said; 0 for any number.
///
/// @param perKey for a key without a limit of its own, the cost of its calls added up
/// @param failedLogins wrong credentials from one address
/// @param anonymous calls without a credential from one address
/// @param told whether a key without a limit of its own is told where it stands
public record Quotas(long perKey, long failedLogins, long anonymous, boolean told) {
    public static final Quotas NONE = new Quotas(0, 0, 0, false);

    public Quotas {
        if (perKey < 0 || failedLogins < 0 || anonymous < 0) {
            throw new IllegalArgumentException("a quota cannot be negative");
        }
    }
}
