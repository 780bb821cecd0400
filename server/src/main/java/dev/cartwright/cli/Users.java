package dev.cartwright.cli;

import dev.cartwright.access.Capability;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Keys;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.access.User;
import dev.cartwright.access.UserStore;
import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Optional;

/// Finds users as people type them.
final class Users {
    private Users() {}

    /// By id when it is a number, otherwise by login.
    static User named(String typed, UserStore users) {
        Optional<User> found =
                typed.matches("[0-9]{1,18}")
                        ? users.find(Long.parseLong(typed))
                        : users.findByLogin(typed);
        return found.orElseThrow(
                () ->
                        new CommandFailure(
                                "There is no user '%s'; 'cartwright user list' shows who there is."
                                        .formatted(typed)));
    }

    /// The id and, where it is known, the login.
    static String label(long id, UserStore users) {
        return users.find(id).map(user -> id + " " + user.login()).orElse(id + " (gone)");
    }

    /// A new key for a user who is there.
    static NewKey newKey(
            long userId,
            String description,
            Permission permission,
            Actor actor,
            Installation installation) {
        return newKey(KeyTerms.of(userId, description, permission), actor, installation);
    }

    /// A new key for a user who is there.
    static NewKey newKey(KeyTerms terms, Actor actor, Installation installation) {
        return switch (installation.keyMaker().create(terms, actor)) {
            case Keys.Creation.Created(NewKey made) -> made;
            case Keys.Creation.Refused(List<Keys.Fault> faults) -> throw KeyResults.refused(faults);
        };
    }

    static boolean can(Capability wanted, User user, UserStore users) {
        Boolean own = user.capabilities().get(wanted.name());
        if (own != null) {
            return own;
        }
        return users.roles().stream()
                .filter(role -> user.roles().contains(role.name()))
                .anyMatch(role -> role.capabilities().contains(wanted.name()));
    }
}
