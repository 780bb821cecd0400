package dev.cartwright.session;

import java.util.Map;

/// How many sessions there are, kept by the store and not counted anew.
///
/// @param live all but trash
/// @param byStatus every status, trash too, at the moment of asking
/// @param bySource live sessions
/// @param guests live sessions of nobody who signed in
/// @param customers live sessions of users
public record SessionCounts(
        long live,
        Map<Status, Long> byStatus,
        Map<String, Long> bySource,
        long guests,
        long customers) {
    public SessionCounts {
        byStatus = Map.copyOf(byStatus);
        bySource = Map.copyOf(bySource);
    }
}
