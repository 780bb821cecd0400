package dev.cartwright.cli;

import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Network;
import dev.cartwright.access.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What a key may be narrowed to, as the command line takes it. What is not said stays as it is.
final class KeyLimits {
    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "From when on it is refused: 2027-01-31, RFC 3339, or in 90d.")
    private @Nullable String expires;

    @Option(
            names = "--scopes",
            paramLabel = "WORDS",
            description =
                    "Any of sessions, keys, statistics, personal_data, with commas between; or all.")
    private @Nullable String scopes;

    @Option(
            names = "--allow",
            paramLabel = "CIDR",
            description = "The addresses it may be used from; may be repeated. Or: any")
    private final List<String> allowed = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Calls a minute; or default, for what the server allows every key.")
    private @Nullable String limit;

    boolean given() {
        return expires != null || scopes != null || !allowed.isEmpty() || limit != null;
    }

    boolean expiresGiven() {
        return expires != null;
    }

    /// @throws CommandFailure for wrong usage
    KeyTerms over(KeyTerms before, Instant now) {
        KeyTerms terms = before;
        if (expires != null) {
            terms = terms.withExpires(moment(expires, now));
        }
        if (scopes != null) {
            terms = terms.withScopes(scopes(scopes));
        }
        if (!allowed.isEmpty()) {
            terms = terms.withNetworks(networks());
        }
        if (limit != null) {
            terms = terms.withRateLimit(limit.equals("default") ? null : number(limit));
        }
        return terms;
    }

    private static Instant moment(String typed, Instant now) {
        return Lengths.parse(typed)
                .map(now::plus)
                .orElseGet(
                        () -> {
                            try {
                                return new Moments().convert(typed);
                            } catch (TypeConversionException _) {
                                throw CommandFailure.wrongUsage(
                                        "--expires: '%s' is no time; write 2027-01-31,"
                                                        .formatted(typed)
                                                + " 2027-01-31T18:30:00Z, or 90d.");
                            }
                        });
    }

    private static @Nullable Set<Scope> scopes(String typed) {
        if (typed.equals("all")) {
            return null;
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (String word : typed.split(",", -1)) {
            scopes.add(
                    Scope.parse(word.strip().toLowerCase(Locale.ROOT))
                            .orElseThrow(() -> unknownScope(word)));
        }
        return scopes;
    }

    private static CommandFailure unknownScope(String word) {
        String known =
                Arrays.stream(Scope.values()).map(Scope::word).collect(Collectors.joining(", "));
        return CommandFailure.wrongUsage(
                "--scopes: '%s' is not one of %s, or all.".formatted(word, known));
    }

    private List<Network> networks() {
        if (allowed.equals(List.of("any"))) {
            return List.of();
        }
        return allowed.stream().map(KeyLimits::network).toList();
    }

    private static Network network(String typed) {
        try {
            return Network.parse(typed);
        } catch (IllegalArgumentException _) {
            throw CommandFailure.wrongUsage(
                    "--allow: '%s' is no address or range such as 192.0.2.0/24.".formatted(typed));
        }
    }

    private static int number(String typed) {
        if (!typed.matches("[0-9]{1,9}")) {
            throw CommandFailure.wrongUsage(
                    "--limit: '%s' is no number of calls a minute.".formatted(typed));
        }
        return Integer.parseInt(typed);
    }
}
