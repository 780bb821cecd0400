package dev.cartwright.store.sql;

import dev.cartwright.access.Role;
import dev.cartwright.access.User;
import dev.cartwright.event.Detail;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the log of acts tells of changed users and roles: what they may do, and no personal data.
final class UserDetail {
    private UserDetail() {}

    /// @param before null for a new user
    static Detail of(@Nullable User before, User after) {
        return Detail.empty()
                .change("login", before == null ? null : before.login(), after.login())
                .change("roles", before == null ? null : before.roles(), after.roles())
                .change(
                        "capabilities",
                        before == null ? null : flags(before.capabilities()),
                        flags(after.capabilities()));
    }

    private static List<String> flags(Map<String, Boolean> capabilities) {
        return new TreeMap<>(capabilities)
                .entrySet().stream()
                        .map(one -> one.getValue() ? one.getKey() : "not " + one.getKey())
                        .toList();
    }

    /// Of each role that changes, the capabilities it gains and loses, and those it takes away.
    static Detail of(Collection<Role> before, Collection<Role> after) {
        Map<String, Role> old = before.stream().collect(Collectors.toMap(Role::name, r -> r));
        Detail detail = Detail.empty();
        for (Role role : after) {
            String name = role.name();
            Role had = old.getOrDefault(name, new Role(name, "", Set.of()));
            tell(detail, name + " gains", role.capabilities(), had.capabilities());
            tell(detail, name + " loses", had.capabilities(), role.capabilities());
            tell(detail, name + " denies", role.denied(), had.denied());
            tell(detail, name + " denies no more", had.denied(), role.denied());
        }
        return detail;
    }

    private static void tell(Detail detail, String what, Set<String> some, Set<String> others) {
        var only = new TreeSet<>(some);
        only.removeAll(others);
        if (!only.isEmpty()) {
            detail.fact(what, only);
        }
    }
}
