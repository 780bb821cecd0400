package dev.cartwright.access;

import dev.cartwright.access.Keys.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is wrong with the terms of a key. A key that came from elsewhere may have terms that would
/// be refused here, so of an existing key only what changes is looked at.
final class KeyFaults {
    private static final Pattern SECRET = Pattern.compile("c[ks]_[0-9A-Za-z]{30}");

    private final UserStore users;

    KeyFaults(UserStore users) {
        this.users = users;
    }

    /// @param before null for a new key
    List<Fault> of(@Nullable KeyTerms before, KeyTerms after, Instant now) {
        var faults = new ArrayList<Fault>();
        if (before == null || !before.description().equals(after.description())) {
            description(after.description(), faults);
        }
        if (before == null || before.userId() != after.userId()) {
            user(after.userId(), faults);
        }
        if (after.permission() == null && (before == null || before.permission() != null)) {
            faults.add(Fault.PERMISSIONS_MISSING);
        }
        if (before == null || !Objects.equals(before.expires(), after.expires())) {
            expires(after.expires(), now, faults);
        }
        limits(after, faults);
        return faults;
    }

    private static void description(String description, List<Fault> faults) {
        if (description.isEmpty()) {
            faults.add(Fault.DESCRIPTION_MISSING);
        }
        int characters = description.codePointCount(0, description.length());
        if (characters > KeyTerms.MAX_DESCRIPTION_LENGTH) {
            faults.add(Fault.DESCRIPTION_TOO_LONG);
        }
        if (description.codePoints().anyMatch(KeyFaults::isControl)) {
            faults.add(Fault.DESCRIPTION_HAS_CONTROL_CHARACTERS);
        }
        if (holdsSecret(description)) {
            faults.add(Fault.DESCRIPTION_HAS_A_SECRET);
        }
    }

    /// What is typed here is shown in lists and kept in the log of acts.
    private static boolean holdsSecret(String description) {
        return SECRET.matcher(description).find();
    }

    private void user(long id, List<Fault> faults) {
        if (id == 0) {
            faults.add(Fault.USER_MISSING);
        } else if (users.find(id).isEmpty()) {
            faults.add(Fault.USER_UNKNOWN);
        }
    }

    private static void expires(@Nullable Instant expires, Instant now, List<Fault> faults) {
        if (expires != null && !expires.isAfter(now)) {
            faults.add(Fault.EXPIRES_IN_THE_PAST);
        }
        if (expires != null && expires.isAfter(KeyTerms.LAST_MOMENT)) {
            faults.add(Fault.EXPIRES_TOO_LATE);
        }
    }

    private static void limits(KeyTerms terms, List<Fault> faults) {
        if (terms.scopes().isEmpty()) {
            faults.add(Fault.SCOPES_EMPTY);
        }
        if (terms.networks().size() > KeyTerms.MAX_NETWORKS) {
            faults.add(Fault.TOO_MANY_NETWORKS);
        }
        Integer limit = terms.rateLimit();
        if (limit != null && (limit < 1 || limit > KeyTerms.MAX_RATE_LIMIT)) {
            faults.add(Fault.RATE_LIMIT_OUT_OF_RANGE);
        }
    }

    /// Also what ends a line or turns the direction of writing round, which would forge a list.
    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default ->
                    (codePoint >= 0x202a && codePoint <= 0x202e)
                            || (codePoint >= 0x2066 && codePoint <= 0x2069);
        };
    }
}
