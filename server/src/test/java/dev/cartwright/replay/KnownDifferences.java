package dev.cartwright.replay;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The differences that are meant. Each id is a row of `docs/compatibility.md`.
final class KnownDifferences {
    private record Rule(String id, Predicate<Difference> holds) {}

    private static final List<Rule> RULES =
            List.of(new Rule("times-as-seconds", d -> d.path().endsWith("/form")));

    private KnownDifferences() {}

    static Optional<String> id(Difference difference) {
        return RULES.stream()
                .filter(rule -> rule.holds().test(difference))
                .map(Rule::id)
                .findFirst();
    }
}
