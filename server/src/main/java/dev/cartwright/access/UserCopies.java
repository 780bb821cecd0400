package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.List;

/// Our own keeping of users and roles whose truth is another system's.
///
/// Each implementation passes `UserCopiesContract`.
public interface UserCopies extends UserStore {
    /// Takes over users with their ids, whoever had the id here. Somebody else with the login of
    /// one of them gets another one, so that nobody is mistaken. Keys that were disabled since one
    /// of them was gone live again. Returns how many were created or changed.
    int follow(List<User> users, Actor actor);

    /// These roles and no others. Returns whether anything changed.
    boolean followRoles(List<Role> roles, Actor actor);
}
