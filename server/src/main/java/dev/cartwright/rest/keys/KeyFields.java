package dev.cartwright.rest.keys;

import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Keys.Fault;
import dev.cartwright.access.Network;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Scope;
import dev.cartwright.rest.Moments;
import dev.cartwright.rest.Parameters;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.BadParameter;
import dev.cartwright.wire.SessionErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The members of a body that say what a key shall be. What is not there stays as it is; `null`
/// takes a limit away.
final class KeyFields {
    static final List<String> PERMISSIONS =
            Stream.of(Permission.values()).map(Permission::word).toList();
    static final List<String> SCOPES = Stream.of(Scope.values()).map(Scope::word).toList();

    private static final long MAX_USER = 1L << 53;

    private final Parameters parameters;

    private KeyFields(Parameters parameters) {
        this.parameters = parameters;
    }

    /// What `terms` become. Of a body that is at fault they stay as they are, and `parameters` say
    /// what it is.
    static KeyTerms apply(Parameters parameters, KeyTerms terms) {
        return new KeyFields(parameters).over(terms);
    }

    private KeyTerms over(KeyTerms before) {
        KeyTerms terms = before;
        String description = text("description");
        if (description != null) {
            terms = terms.withDescription(description);
        }
        Long user = parameters.number("user_id", 0, MAX_USER);
        if (user != null) {
            terms = terms.withUserId(user);
        }
        Permission permission = permission();
        if (permission != null) {
            terms = terms.withPermission(permission);
        }
        return limits(terms);
    }

    private KeyTerms limits(KeyTerms before) {
        KeyTerms terms = before;
        if (parameters.has("scopes")) {
            terms = terms.withScopes(scopes());
        }
        if (parameters.has("allowed_ips")) {
            terms = terms.withNetworks(networks());
        }
        if (parameters.has("expires")) {
            terms = terms.withExpires(expires());
        }
        if (parameters.has("rate_limit")) {
            Long limit =
                    isNull("rate_limit")
                            ? null
                            : parameters.number("rate_limit", 1, KeyTerms.MAX_RATE_LIMIT);
            terms = terms.withRateLimit(limit == null ? null : (Integer) limit.intValue());
        }
        return terms;
    }

    private boolean isNull(String name) {
        JsonNode member = parameters.member(name);
        return member != null && member.isNull();
    }

    private @Nullable String text(String name) {
        JsonNode member = parameters.member(name);
        if (member == null) {
            return parameters.text(name);
        }
        if (member.isString()) {
            return member.stringValue();
        }
        parameters.refuse(BadParameter.type(name, "string"));
        return null;
    }

    private @Nullable Permission permission() {
        String word = text("permissions");
        Optional<Permission> permission = word == null ? Optional.empty() : Permission.parse(word);
        if (word != null && permission.isEmpty()) {
            parameters.refuse(BadParameter.notOneOf("permissions", PERMISSIONS));
        }
        return permission.orElse(null);
    }

    /// Null for all there are.
    private @Nullable Set<Scope> scopes() {
        if (isNull("scopes")) {
            return null;
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (String word : words("scopes", SCOPES.size())) {
            Scope.parse(word)
                    .ifPresentOrElse(
                            scopes::add,
                            () -> parameters.refuse(BadParameter.notOneOf("scopes", SCOPES)));
        }
        return scopes;
    }

    private List<Network> networks() {
        if (isNull("allowed_ips")) {
            return List.of();
        }
        var networks = new ArrayList<Network>();
        for (String text : words("allowed_ips", KeyTerms.MAX_NETWORKS)) {
            try {
                networks.add(Network.parse(text));
            } catch (IllegalArgumentException _) {
                parameters.refuse(
                        new BadParameter(
                                "allowed_ips",
                                BadParameter.Code.REST_INVALID_PATTERN,
                                "allowed_ips must hold addresses or ranges such as 192.0.2.0/24."));
            }
        }
        return networks;
    }

    private @Nullable Instant expires() {
        String text = isNull("expires") ? null : text("expires");
        if (text == null) {
            return null;
        }
        Optional<Instant> moment = Moments.parse(text);
        if (moment.isEmpty()) {
            parameters.refuse(BadParameter.date("expires"));
        }
        return moment.orElse(null);
    }

    private List<String> words(String name, int maximum) {
        JsonNode member = parameters.member(name);
        var words = new ArrayList<String>();
        if (member == null) {
            words.addAll(parameters.all(name));
        } else if (member.isArray() && member.valueStream().allMatch(JsonNode::isString)) {
            member.forEach(word -> words.add(word.stringValue()));
        } else {
            parameters.refuse(BadParameter.type(name, "array"));
        }
        if (words.size() > maximum) {
            parameters.refuse(BadParameter.tooMany(name, maximum));
            return List.of();
        }
        return words;
    }

    /// What the terms of a key were refused for.
    static ApiError invalid(List<Fault> faults) {
        return SessionErrors.invalid(
                faults.stream()
                        .map(fault -> new BadParameter(name(fault), code(fault), fault.text()))
                        .toList());
    }

    private static String name(Fault fault) {
        return fault.field().equals("user") ? "user_id" : fault.field();
    }

    private static BadParameter.Code code(Fault fault) {
        return switch (fault) {
            case DESCRIPTION_MISSING -> BadParameter.Code.REST_TOO_SHORT;
            case DESCRIPTION_TOO_LONG -> BadParameter.Code.REST_TOO_LONG;
            case DESCRIPTION_HAS_CONTROL_CHARACTERS, DESCRIPTION_HAS_A_SECRET ->
                    BadParameter.Code.REST_INVALID_PATTERN;
            case PERMISSIONS_MISSING -> BadParameter.Code.REST_NOT_IN_ENUM;
            case TOO_MANY_NETWORKS -> BadParameter.Code.REST_TOO_MANY_ITEMS;
            case SCOPES_EMPTY -> BadParameter.Code.REST_TOO_SHORT;
            case USER_MISSING,
                    USER_UNKNOWN,
                    EXPIRES_IN_THE_PAST,
                    EXPIRES_TOO_LATE,
                    RATE_LIMIT_OUT_OF_RANGE ->
                    BadParameter.Code.REST_OUT_OF_BOUNDS;
        };
    }
}
