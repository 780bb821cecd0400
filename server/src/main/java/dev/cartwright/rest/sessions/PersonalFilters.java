package dev.cartwright.rest.sessions;

import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.http.Query;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.ApiErrors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The filters by which somebody could find out, guess by guess, whose cart it is.
final class PersonalFilters {
    private static final List<String> PERSONAL = List.of("customer", "email", "search");

    private PersonalFilters() {}

    /// Of a caller who may not see personal data, whatever the values are.
    static Optional<ApiError> refusal(Query query, Principal caller) {
        List<String> used = PERSONAL.stream().filter(query::has).toList();
        if (used.isEmpty() || Sessions.showsPersonalData(caller)) {
            return Optional.empty();
        }
        return Optional.of(ApiErrors.missingScope(Scope.PERSONAL_DATA).naming(used));
    }

    static boolean used(Query query) {
        return PERSONAL.stream().anyMatch(query::has);
    }

    /// Of every filter in use, for the record: never their values.
    static String names(Query query) {
        return FilterParameters.NAMES.stream()
                .filter(query::has)
                .sorted()
                .collect(Collectors.joining(","));
    }
}
